namespace Booking.Domain.Tests.Drivers;

using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class RideTests
{
    private static readonly DispatchRules Rules = new();
    private static readonly RankedDriver Dora = Ranked(Guid.CreateVersion7());

    [Theory]
    [InlineData(1, 2)]
    [InlineData(24, 30)]
    [InlineData(0.01, 0.6)]
    public void Offer_WhenTheRideIsNearOrFar_LeavesTimeToAnswerUntilItBegins(double hours, double minutes)
    {
        (Ride ride, Assignment offer) = Offered(hours);

        (offer.ExpiresAt - Samples.Now).ShouldBe(TimeSpan.FromMinutes(minutes));
        offer.TakeEvents().ShouldBe("assignment.offered");
        (ride.Status, ride.Offers, ride.AssignmentId, ride.DueAt).ShouldBe((RideStatus.Waiting, 1, offer.Id, offer.ExpiresAt));
    }

    [Fact]
    public void Accept_WhenInTime_TakesTheRideOnce()
    {
        (Ride ride, Assignment offer) = Offered();

        offer.Accept(Samples.Now.AddMinutes(1)).Answer().ShouldBe("ok");
        ride.Assign(offer).Answer().ShouldBe("ok");
        offer.Accept(Samples.Now.AddMinutes(1)).Answer().ShouldBe("illegal_transition");
        offer.Decline("", Samples.Now).Answer().ShouldBe("illegal_transition");

        (ride.Status, ride.DueAt).ShouldBe((RideStatus.Assigned, null));
        offer.TakeEvents().ShouldBe("assignment.offered assignment.accepted");
    }

    [Fact]
    public void Accept_WhenTheTimeIsOver_IsGone()
    {
        (_, Assignment offer) = Offered();
        DateTimeOffset late = offer.ExpiresAt.ShouldNotBeNull();

        offer.Expire(late.AddTicks(-1)).Answer().ShouldBe("illegal_transition");
        offer.Accept(late).Answer().ShouldBe("offer_expired");
        offer.Decline("", late).Answer().ShouldBe("offer_expired");
        offer.Expire(late).Answer().ShouldBe("ok");

        offer.Status.ShouldBe(AssignmentStatus.Expired);
    }

    [Fact]
    public void Cancel_WhenAccepted_GivesTheRideBackUntilItHasBegun()
    {
        (Ride ride, Assignment offer) = Offered(1);
        offer.Cancel("ill", Samples.Now).Answer().ShouldBe("illegal_transition");
        offer.Accept(Samples.Now).Answer().ShouldBe("ok");
        ride.Assign(offer).Answer().ShouldBe("ok");

        offer.Cancel("ill", Samples.Now).Answer().ShouldBe("ok");
        ride.GoOn(Samples.Now).Answer().ShouldBe("ok");

        (offer.Status, offer.Reason).ShouldBe((AssignmentStatus.Declined, "ill"));
        (ride.Status, ride.AssignmentId, ride.PreferredDriverId, ride.DueAt).ShouldBe((RideStatus.Waiting, null, null, Samples.Now));
        (_, Assignment begun) = Offered(1);
        begun.Accept(Samples.Now).Answer().ShouldBe("ok");
        begun.Start(Samples.Now).Answer().ShouldBe("ok");
        begun.Cancel("ill", Samples.Now).Answer().ShouldBe("illegal_transition");
        begun.Finish(Samples.Now).Answer().ShouldBe("ok");
    }

    [Fact]
    public void Start_WhenMuchTooEarly_IsRefused()
    {
        (_, Assignment offer) = Offered(24);
        offer.Accept(Samples.Now).Answer().ShouldBe("ok");

        offer.Start(Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.Notice);
        offer.Start(Samples.Now.AddHours(22)).Answer().ShouldBe("ok");
    }

    [Fact]
    public void Change_WhenTheTimeIsAnother_BeginsTheSearchAnewWithWhoHadIt()
    {
        (Ride ride, Assignment offer) = Offered();
        offer.Accept(Samples.Now).Answer().ShouldBe("ok");
        ride.Assign(offer).Answer().ShouldBe("ok");
        RideNeed later = Need(30);
        ride.Meets(later).ShouldBeFalse();

        offer.Withdraw("booking_changed", Samples.Now).Answer().ShouldBe("ok");
        ride.Change(later, offer.DriverId, Samples.Now.AddHours(1)).Answer().ShouldBe("ok");

        ride.Meets(later).ShouldBeTrue();
        (ride.Status, ride.Offers, ride.SearchedSince, ride.PreferredDriverId).ShouldBe((RideStatus.Waiting, 0, Samples.Now.AddHours(1), (Guid?)offer.DriverId));
    }

    [Fact]
    public void GiveUp_WhenNobodyIsLeft_AlertsAndCanBeSoughtAgain()
    {
        Ride ride = Ask();

        ride.GiveUp(Reason.NoDriver).Answer().ShouldBe("ok");
        ride.TakeEvents().ShouldBe("ride.unassigned");
        (ride.Status, ride.Note, ride.DueAt).ShouldBe((RideStatus.Unassigned, Reason.NoDriver, null));
        ride.Seek(Samples.Now).Answer().ShouldBe("ok");

        (ride.Status, ride.Note, ride.DueAt).ShouldBe((RideStatus.Waiting, "", Samples.Now));
        ride.Cancel().Answer().ShouldBe("ok");
        ride.Seek(Samples.Now).Answer().ShouldBe("illegal_transition");
    }

    [Fact]
    public void Rank_WhenDriversDiffer_PrefersTheNearTheFreeAndThoseWhoHadFewerRides()
    {
        Ride ride = Ask();
        DriverFit near = Fit(5);
        DriverFit far = Fit(100);
        Ids(ride, [far, near]).ShouldBe([near.DriverId, far.DriverId]);

        // The same way: whoever had fewer rides, then whoever has more room.
        DriverFit other = Fit(5);
        Ids(ride, [near, other], (near, 4, 0), (other, 1, 0)).ShouldBe([other.DriverId, near.DriverId]);
        Ids(ride, [near, other], (near, 1, 30), (other, 1, 5)).ShouldBe([other.DriverId, near.DriverId]);

        // A short way does not make up for everything.
        DriverFit close = Fit(1);
        DriverFit further = Fit(20);
        Ids(ride, [close, further], (close, 9, 36), (further, 0, 0)).ShouldBe([further.DriverId, close.DriverId]);
    }

    [Fact]
    public void Rank_WhenADriverCannot_SaysWhyAndPutsThemLast()
    {
        Ride ride = Ask(hours: 1);
        DriverFit busy = Fit(1, Reason.Booked);
        DriverFit late = Fit(60);
        DriverFit said = Fit(1);
        DriverFit fits = Fit(30);

        IReadOnlyList<RankedDriver> ranked = DriverRanking.Rank(ride, [busy, late, said, fits], new Dictionary<Guid, AssignedWork>(), new HashSet<Guid> { said.DriverId }, Rules, Samples.Now);

        ranked[0].DriverId.ShouldBe(fits.DriverId);
        RankedDriver first = ranked[0];
        first.Score.ShouldBe(new AssignmentScore(0.9, 0.8, 1, 1));
        ranked.Single(driver => driver.DriverId == busy.DriverId).Reasons.ShouldBe([Reason.Booked]);
        ranked.Single(driver => driver.DriverId == late.DriverId).Reasons.ShouldBe([Reason.Distance]);
        ranked.Single(driver => driver.DriverId == said.DriverId).Reasons.ShouldBe([Reason.Asked]);
        ranked.Skip(1).ShouldAllBe(driver => driver.Score == null);
    }

    [Fact]
    public void Rank_WhenOneHadTheRideBefore_AsksThemFirst()
    {
        (Ride ride, Assignment offer) = Offered();
        offer.Accept(Samples.Now).Answer().ShouldBe("ok");
        ride.Assign(offer).Answer().ShouldBe("ok");
        ride.Change(Need(48), offer.DriverId, Samples.Now).Answer().ShouldBe("ok");

        Ids(ride, [Fit(1), Fit(80) with { DriverId = offer.DriverId }])[0].ShouldBe(offer.DriverId);
    }

    private static Guid[] Ids(Ride ride, IReadOnlyCollection<DriverFit> fits, params (DriverFit Fit, int Rides, double Hours)[] work) =>
    [
        .. DriverRanking.Rank(ride, fits, work.ToDictionary(one => one.Fit.DriverId, one => new AssignedWork(one.Rides, TimeSpan.FromHours(one.Hours))), new HashSet<Guid>(), Rules, Samples.Now)
            .Select(driver => driver.DriverId),
    ];

    private static DriverFit Fit(double km, params string[] reasons) => new(Guid.CreateVersion7(), km, TimeSpan.FromMinutes(Math.Ceiling(km / Rules.SpeedKmh * 60)), false, reasons);

    private static RankedDriver Ranked(Guid id) => new(id, 5, 6, false, 0, 0, false, [], new AssignmentScore(1, 1, 1, 1));

    private static RideNeed Need(double hours) =>
        new(Guid.Empty, "Van", Samples.Hours(hours, hours + 2), "Europe/Berlin", new RidePlace(52.52, 13.40, "Alexanderplatz 1"), null, LicenceClasses.B);

    private static Ride Ask(double hours = 24) => Ride.Ask(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 0, "BK-1", Need(hours), Samples.Now);

    private static (Ride Ride, Assignment Offer) Offered(double hours = 24)
    {
        Ride ride = Ask(hours);
        Assignment offer = Assignment.Offer(Guid.CreateVersion7(), ride, Dora, [Dora], Rules, Samples.Now);
        ride.Offer(offer);
        return (ride, offer);
    }
}
