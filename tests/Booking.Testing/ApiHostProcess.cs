namespace Booking.Testing;

/// <summary>The API as a process of the test's own, as it is in production; it can be asked to stop.</summary>
public sealed class ApiHostProcess : HostProcess
{
    private ApiHostProcess(BookingApp app, IReadOnlyDictionary<string, string> environment)
        : base(app, "Booking.Api", "booking_app", environment, [])
    {
    }

    /// <param name="environment">Configuration beside the defaults; a value here wins.</param>
    public static ApiHostProcess Start(BookingApp app, IReadOnlyDictionary<string, string> environment) => new(app, environment);
}
