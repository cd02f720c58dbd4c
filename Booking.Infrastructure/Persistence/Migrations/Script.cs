namespace Booking.Infrastructure.Persistence.Migrations;

/// <summary>Migrations are PostgreSQL scripts, embedded in the assembly.</summary>
internal static class Script
{
    public static string Read(string name)
    {
        using Stream stream = typeof(Script).Assembly.GetManifestResourceStream($"Booking.Infrastructure.Persistence.Migrations.Scripts.{name}")
            ?? throw new InvalidOperationException($"The migration script {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
