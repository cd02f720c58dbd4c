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

    // A booking's row is no longer locked when it is read, and it has the same version for everybody who writes it.
    private const string ForgetTheLock =
        """
        ALTER TABLE bookings RENAME TO locked_bookings;
        CREATE FUNCTION unlocked_bookings() RETURNS SETOF locked_bookings LANGUAGE plpgsql STABLE AS $$ BEGIN
            RETURN QUERY SELECT (jsonb_populate_record(b, '{"version": 1}')).* FROM locked_bookings b;
        END $$;
        CREATE VIEW bookings WITH (security_invoker) AS SELECT * FROM unlocked_bookings();
        GRANT SELECT, UPDATE ON bookings TO booking_app, booking_worker;
        CREATE FUNCTION overwrite_booking() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE locked_bookings SET (status, items, sold, price, passengers, cancellation_policy, starts_at, ends_at, check_in_by, offering_ids)
                = (NEW.status, NEW.items, NEW.sold, NEW.price, NEW.passengers, NEW.cancellation_policy, NEW.starts_at, NEW.ends_at, NEW.check_in_by, NEW.offering_ids)
            WHERE tenant_id = OLD.tenant_id AND id = OLD.id;
            RETURN NEW;
        END $$;
        CREATE TRIGGER overwrite_booking INSTEAD OF UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION overwrite_booking();
        """;

    private const string LockAgain = "DROP VIEW bookings; DROP FUNCTION overwrite_booking; DROP FUNCTION unlocked_bookings; ALTER TABLE locked_bookings RENAME TO bookings;";

    [Fact]
    public async Task ConfirmChange_WithoutTheSeatsConstraint_GivesTheNewSeatToSeveral() => await app.WithoutAsync(
        "DROP INDEX seat_claims_one_owner", await app.DefinitionAsync("seat_claims_one_owner"), async () => (await BookingRaces.ChangeAgainstHoldsAsync(app)).NewOwners.ShouldBeGreaterThan(1));

    [Fact]
    public async Task ConfirmCancellation_WithoutTheBookingsLock_IsCarriedOutTogetherWithAChange()
    {
        bool bothWin = false;
        List<string> seen = [];
        for (int round = 0; round < MaxRounds && !bothWin; round++)
        {
            CancelRace race = await BookingRaces.CancelAgainstChangeAsync(app, run => app.WithoutAsync(ForgetTheLock, LockAgain, run));
            bothWin = race.Cancellations.Any(reply => reply.Status == HttpStatusCode.OK) && race.Changes.Any(reply => reply.Status == HttpStatusCode.OK);
            seen.Add($"cancellations {Told(race.Cancellations)}, changes {Told(race.Changes)}");
        }

        bothWin.ShouldBeTrue(string.Join("; ", seen));

        static string Told(Reply[] replies) => string.Join(" ", replies.GroupBy(reply => reply).Select(group => $"{group.Count()} {group.Key.Status} {group.Key.Code}"));
    }
}
