namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;

/// <summary>The requests of a series as far as they are answered together. Each date is a request of its own, which can be answered alone too.</summary>
internal sealed class VenueSeriesRequests(IUnitOfWork unitOfWork, IVenueRequests requests, IClaimStore claims)
{
    /// <summary>Those of the dates that are named, or all that wait for an answer; locked, in the order of their dates.</summary>
    public async Task<Result<IReadOnlyList<VenueRequest>>> LockAsync(VenueSeries series, IReadOnlyList<int> occurrences, CancellationToken ct)
    {
        Dictionary<int, Guid> asked = series.Occurrences.Where(date => date.RequestId is not null).ToDictionary(date => date.Index, date => date.RequestId!.Value);
        for (int i = 0; i < occurrences.Count; i++)
        {
            if (!asked.ContainsKey(occurrences[i]))
            {
                return Error.Rule($"/occurrences/{i}", "This date of the series was not asked for.");
            }
        }

        DateTimeOffset now = unitOfWork.Now;
        Dictionary<Guid, VenueRequest> locked = (await requests.LockSeriesAsync(series.Id, ct)).ToDictionary(request => request.Id);
        List<VenueRequest> chosen = [.. asked
            .Where(date => occurrences.Count > 0 ? occurrences.Contains(date.Key) : locked[date.Value].StatusAt(now) == VenueRequestStatus.Pending)
            .OrderBy(date => date.Key)
            .Select(date => locked[date.Value])];
        return chosen.Count > 0 ? chosen : Error.Conflict("illegal_transition", "No date of this series waits for an answer.");
    }

    /// <summary>Gives back what requests that came to nothing have taken.</summary>
    public async Task<Result<Done>> ReleaseAsync(IReadOnlyList<VenueRequest> ended, CancellationToken ct)
    {
        // All units of all dates at once and in order: date by date two callers could wait for each other.
        if (!await claims.TryLockHeldAsync([.. ended.Select(request => request.HoldId)], ct))
        {
            return HoldErrors.Busy;
        }

        foreach (VenueRequest request in ended)
        {
            await claims.ReleaseAsync(request.HoldId, ClaimState.Released, ct);
        }

        return Result.Success;
    }
}
