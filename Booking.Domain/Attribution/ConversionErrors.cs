namespace Booking.Domain.Attribution;

using Booking.Domain.Common;

public static class ConversionErrors
{
    public static readonly Error SettingsNotFound = Error.NotFound("conversion_settings_not_found", "The tenant tells no advertising network of its sales.");
}
