namespace Booking.Testing;

using System.Security.Cryptography;

/// <summary>The workers as a process of the test's own.</summary>
public sealed class WorkersProcess : HostProcess
{
    private WorkersProcess(BookingApp app, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
        : base(app, "Booking.Workers", "booking_worker", environment, arguments)
    {
    }

    /// <param name="environment">Configuration beside the defaults, e.g. <c>Storage__Folder</c>; a value here wins.</param>
    /// <param name="arguments">A command such as <c>replay receipts</c>; none runs the workers.</param>
    public static WorkersProcess Start(BookingApp app, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) => new(app, environment, arguments);

    /// <summary>A private key as tickets are signed with.</summary>
    public static string NewTicketKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
