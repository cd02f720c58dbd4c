namespace Booking.Api.Tests.Bookings;

using System.Net;
using Booking.Api.Tests.Holds.Scratch;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>64 requests for one booking at once; <see cref="BookingRaceControlTests"/> shows that these tests can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class BookingRaceTests(BookingApp app)
{
    private const int Rounds = 4;

    [Fact]
    public async Task ConfirmChange_AgainstHoldsOfTheNewSeat_LeavesItWithOne()
    {
        for (int round = 0; round < Rounds; round++)
        {
            ChangeRace race = await BookingRaces.ChangeAgainstHoldsAsync(app);

            bool isChanged = race.Seat == "A-2";
            race.NewOwners.ShouldBe(1);
            race.OldOwners.ShouldBe(isChanged ? 0 : 1);
            race.Holds.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(isChanged ? 0 : 1);
            race.Holds.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created || reply == new Reply(HttpStatusCode.Conflict, "inventory_conflict"));
            race.Changes.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK || reply == new Reply(HttpStatusCode.Conflict, "inventory_conflict"));
            race.Changes.Any(reply => reply.Status == HttpStatusCode.OK).ShouldBe(isChanged);
        }
    }

    [Fact]
    public async Task ConfirmCancellation_AgainstAChangeOfTheSameBooking_HasOneEnd()
    {
        for (int round = 0; round < Rounds; round++)
        {
            CancelRace race = await BookingRaces.CancelAgainstChangeAsync(app);

            bool isCancelled = race.Status == "cancelled";
            Reply[] lost = isCancelled ? race.Changes : race.Cancellations;
            (isCancelled ? race.Cancellations : race.Changes).ShouldAllBe(reply => reply.Status == HttpStatusCode.OK);
            lost.ShouldAllBe(reply => reply == new Reply(HttpStatusCode.Conflict, isCancelled ? "booking_not_confirmed" : "quote_outdated"));
            race.Status.ShouldBe(isCancelled ? "cancelled" : "confirmed");
            race.Owners.ShouldBe(isCancelled ? "0 0 0" : "1 0 1");
            race.Refunds.ShouldBe(isCancelled ? $"cancellation {race.Paid}" : "");
        }
    }
}

/// <summary>The same races without their guards.</summary>
[Collection(ScratchCollection.Name)]
public sealed class BookingRaceControlTests(ScratchApp app)
{
    private const int MaxRounds = 10;

    [Fact]
    public async Task ConfirmChange_WithoutTheSeatsConstraint_GivesTheNewSeatToSeveral() => await app.WithoutAsync(
        "DROP INDEX seat_claims_one_owner",
        await app.DefinitionAsync("seat_claims_one_owner"),
        async () =>
        {
            // Holds look before they take, so it shows where a hold is first; the change takes without a look.
            long owners = 0;
            for (int round = 0; round < MaxRounds && owners <= 1; round++)
            {
                owners = (await BookingRaces.ChangeAgainstHoldsAsync(app)).NewOwners;
            }

            owners.ShouldBeGreaterThan(1);
        });

    [Fact]
    public async Task ConfirmCancellation_WithoutTheBookingsLock_IsCarriedOutTogetherWithAChange()
    {
        bool bothWin = false;
        List<string> seen = [];
        for (int round = 0; round < MaxRounds && !bothWin; round++)
        {
            CancelRace race = await BookingRaces.CancelAgainstChangeAsync(app, app.WithoutLocksOfBookingsAsync);
            bothWin = race.Cancellations.Any(reply => reply.Status == HttpStatusCode.OK) && race.Changes.Any(reply => reply.Status == HttpStatusCode.OK);
            seen.Add($"cancellations {Told(race.Cancellations)}, changes {Told(race.Changes)}");
        }

        bothWin.ShouldBeTrue(string.Join("; ", seen));

        static string Told(Reply[] replies) => string.Join(" ", replies.GroupBy(reply => reply).Select(group => $"{group.Count()} {group.Key.Status} {group.Key.Code}"));
    }
}
