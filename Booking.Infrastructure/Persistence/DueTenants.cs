namespace Booking.Infrastructure.Persistence;

using Npgsql;

/// <summary>Which tenants have work of one sort waiting, so that a round of a worker visits nobody else.</summary>
public sealed class DueTenants(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<Guid>> FindAsync(DueWork work, CancellationToken ct)
    {
        // Without the tenant of a request: the functions run as their owner and tell ids of tenants only.
        await using NpgsqlCommand command = database.CreateCommand(work switch
        {
            DueWork.Expiry => "SELECT due.expiry()",
            DueWork.Warnings => "SELECT due.warnings()",
            DueWork.Bookings => "SELECT due.bookings()",
            DueWork.Rides => "SELECT due.rides()",
            DueWork.Reassignments => "SELECT due.reassignments()",
            DueWork.VenueRequests => "SELECT due.venue_requests()",
            DueWork.Waitlist => "SELECT due.waitlist()",
            DueWork.Conversions => "SELECT due.conversions()",
            DueWork.Schedules => "SELECT due.schedules()",
            _ => throw new ArgumentOutOfRangeException(nameof(work), work, null),
        });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        List<Guid> tenants = [];
        while (await reader.ReadAsync(ct))
        {
            tenants.Add(reader.GetGuid(0));
        }

        return tenants;
    }
}

/// <summary>What a tenant can have waiting.</summary>
public enum DueWork
{
    /// <summary>Holds and unpaid bookings that are over.</summary>
    Expiry,

    /// <summary>Holds that end soon and whose owners have not been told.</summary>
    Warnings,

    /// <summary>Bookings that are over or that nobody came for, and cases whose deadline is over.</summary>
    Bookings,

    /// <summary>Rides whose next step is due.</summary>
    Rides,

    /// <summary>Appointments that another provider is looked for.</summary>
    Reassignments,

    /// <summary>Requests for halls that were not answered in time.</summary>
    VenueRequests,

    /// <summary>Anybody who waits or has an offer.</summary>
    Waitlist,

    /// <summary>Conversions whose next try is due.</summary>
    Conversions,

    /// <summary>Schedules of trips that are not filled up to their horizons.</summary>
    Schedules,
}
