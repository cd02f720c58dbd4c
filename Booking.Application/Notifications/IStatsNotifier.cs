namespace Booking.Application.Notifications;

/// <summary>Lets admins who look at live numbers know that there are others.</summary>
public interface IStatsNotifier
{
    /// <summary>Never blocks and never fails. However often it is called, admins of a tenant are told at most once a second; what is lost is made up for by the next.</summary>
    void Changed(Guid tenantId);
}
