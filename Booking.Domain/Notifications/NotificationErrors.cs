namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

public static class NotificationErrors
{
    public static readonly Error NotFound = Error.NotFound("notification_not_found", "There is no such notification.");

    public static readonly Error TemplateNotFound = Error.NotFound("notification_template_not_found", "There is no such template: its event, channel or language is unknown.");

    public static readonly Error CannotBeSwitchedOff =
        new("cannot_be_switched_off", "Mails about your own bookings are a part of the contract.", ErrorKind.RuleViolated);

    /// <param name="pointer">The text that names it.</param>
    public static Error UnknownPlaceholder(string pointer, string name) =>
        new("unknown_placeholder", "The template names something that this event does not have.", ErrorKind.RuleViolated)
        {
            Fields = new Dictionary<string, string[]> { [pointer] = [$"There is no placeholder {{{{{name}}}}} here."] },
        };

    public static Error BrokenPlaceholder(string pointer) =>
        new("broken_placeholder", "A placeholder is written {{like.this}}, and opened braces are closed.", ErrorKind.RuleViolated)
        {
            Fields = new Dictionary<string, string[]> { [pointer] = ["A placeholder is written {{like.this}}."] },
        };
}
