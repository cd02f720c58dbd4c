namespace Booking.Application.Users;

using FluentValidation;

/// <summary>Length and a list of refused passwords; no composition rules, no trimming, no truncation (NIST SP 800-63B §3.1.1.2).</summary>
internal static class PasswordRules
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    /// <summary>What guessing begins with, among passwords that are long enough. Compared without regard to case.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "password1", "password12", "password123", "password1234", "password12345", "password!", "password1!", "password123!", "passw0rd",
        "passw0rd1", "passw0rd!", "p@ssword", "p@ssw0rd", "p@ssw0rd1", "p@ssw0rd123", "p@55w0rd", "pa$$word", "pa$$w0rd", "passwort", "passwort1", "passwort123",
        "motdepasse", "contraseña", "wachtwoord", "passphrase", "mypassword", "newpassword", "changeme", "changeme1", "changeme123", "changeit", "letmein1",
        "letmein123", "letmeinnow", "welcome1", "welcome12", "welcome123", "welcome!", "welcome1!", "willkommen", "bienvenue", "default1", "default123", "secret12",
        "secret123", "topsecret", "admin123", "admin1234", "admin12345", "administrator", "superuser", "rootroot", "root1234", "test1234", "testtest", "testing123",
        "demo1234", "demodemo", "guest123", "user1234", "username", "login123", "12345678", "123456789", "1234567890", "0123456789", "87654321", "987654321",
        "0987654321", "11111111", "111111111", "00000000", "22222222", "55555555", "66666666", "77777777", "88888888", "99999999", "12121212", "11223344",
        "112233445566", "123123123", "12341234", "12344321", "123454321", "123321123", "147258369", "159753159", "31415926", "qwertyui", "qwertyuiop", "qwerty12",
        "qwerty123", "qwerty1234", "qwerty12345", "qwertzui", "qwertzuiop", "azertyui", "azertyuiop", "asdfghjk", "asdfghjkl", "asdfasdf", "zxcvbnm1", "zxcvbnm123",
        "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qazxsw2", "q1w2e3r4", "q1w2e3r4t5", "zaq12wsx", "qazwsxedc", "abcd1234", "abc12345", "abcdefgh", "abcdefghi",
        "abcabc123", "a1b2c3d4", "aaaaaaaa", "aa123456", "a12345678", "iloveyou", "iloveyou1", "iloveyou2", "ihateyou", "sunshine", "sunshine1", "princess",
        "princess1", "football", "football1", "baseball", "baseball1", "basketball", "superman", "superman1", "spiderman", "starwars", "pokemon1", "pokemon123",
        "dragon123", "monkey123", "shadow123", "master123", "michael1", "michelle", "jennifer", "jordan23", "charlie1", "computer", "internet", "whatever",
        "trustno1", "blink182", "liverpool", "chelsea1", "arsenal1", "barcelona", "booking1", "booking123", "bookings", "ticket123", "summer2024", "summer2025",
        "summer2026", "winter2024", "winter2025", "winter2026", "spring2025", "spring2026", "autumn2025", "autumn2026",
    };

    public static void Password<T>(this IRuleBuilder<T, string> rule, Func<T, string> email) => rule
        .NotNull()
        .Length(MinLength, MaxLength).WithMessage($"A password has {MinLength} to {MaxLength} characters.")
        .Must(password => password is null || !Refused.Contains(password)).WithMessage("This password is one of the first that are guessed; choose another.")
        .Must((request, password) => password is null || !string.Equals(password, email(request), StringComparison.OrdinalIgnoreCase)).WithMessage("The mail address is no password.");
}
