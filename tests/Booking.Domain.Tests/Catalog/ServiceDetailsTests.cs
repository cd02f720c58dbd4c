namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ServiceDetailsTests
{
    private static readonly DateTimeOffset From = Samples.Utc("2027-03-08T08:00:00Z");

    private readonly Provider _anna = CatalogSamples.Provider([new(DayOfWeek.Monday, 540, 720)]);

    public static TheoryData<string, Func<ServiceDetails, ServiceDetails>> Broken => new()
    {
        { "/timeZone", details => details with { TimeZone = "Europe/Nowhere" } },
        { "/durationMinutes", details => details with { DurationMinutes = 0 } },
        { "/bufferBeforeMinutes", details => details with { BufferBeforeMinutes = -1 } },
        { "/bufferMinutes", details => details with { BufferMinutes = 481 } },
        { "/stepMinutes", details => details with { StepMinutes = 0 } },
        { "/noticeMinutes", details => details with { NoticeMinutes = -1 } },
        { "/horizonDays", details => details with { HorizonDays = 731 } },
        { "/seatsPerSlot", details => details with { SeatsPerSlot = 0 } },
        { "/seatsPerSlot", details => details with { SeatsPerSlot = 8 } },
        { "/price", details => details with { Price = Samples.Eur(-1) } },
        { "/taxRate", details => details with { TaxRate = 10_001 } },
        { "/holdMinutes", details => details with { HoldMinutes = 121 } },
        { "/checkInWithinMinutes", details => details with { CheckInWithinMinutes = 0 } },
        { "/cancellationPolicy/tiers/1/hoursBefore", details => details with { Policy = new CancellationPolicy([new(24, 50), new(48, 100)]) } },
        { "/providers/1/providerId", details => details with { Performers = [details.Performers[0], details.Performers[0]] } },
        { "/providers/0/durationMinutes", details => details with { Performers = [details.Performers[0] with { DurationMinutes = 1 }] } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Edit_WhenADetailBreaksARule_PointsAtIt(string pointer, Func<ServiceDetails, ServiceDetails> change)
    {
        Service massage = CatalogSamples.Massage(_anna);

        massage.Edit(change(massage.Details)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

        massage.Name.ShouldBe("Massage");
        massage.DurationMinutes.ShouldBe(60);
    }

    [Fact]
    public void Grant_WhenTheProviderHasOwnTerms_UsesThem()
    {
        Service massage = CatalogSamples.Service(CatalogSamples.Details(_anna) with { Performers = [new(_anna.Id, 9_500, 90)], BufferBeforeMinutes = 10 });

        Grant grant = massage.Grant(0, _anna, From, [], Samples.Now).Value.ShouldNotBeNull();

        grant.Lines.ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(9_500));
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new SlotClaim(0, _anna.Id, new TimeRange(From, From.AddMinutes(90)), new TimeRange(From.AddMinutes(-10), From.AddMinutes(105))));
        massage.Starts(_anna, new NodaTime.LocalDate(2027, 3, 8)).Count().ShouldBe(2);
    }

    [Fact]
    public void Grant_WithAnAddOnThatTakesTime_LengthensTheSlot()
    {
        Service massage = CatalogSamples.Massage(_anna);
        AddOn oil = CatalogSamples.AddOn("Oil", 1_500, extraMinutes: 30);
        massage.PutAddOn(oil).IsSuccess.ShouldBeTrue();

        Grant grant = massage.Grant(0, _anna, From, [new ChosenAddOn(oil.Id, 2)], Samples.Now).Value.ShouldNotBeNull();

        grant.Item.To.ShouldBe(From.AddMinutes(120));
        grant.Lines.Sum(line => line.Amount.Amount).ShouldBe(11_000);

        // The last slot of the morning has no room for it.
        massage.Grant(0, _anna, From.AddHours(2), [], Samples.Now).IsSuccess.ShouldBeTrue();
        massage.Grant(0, _anna, From.AddHours(2), [new ChosenAddOn(oil.Id, 1)], Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.OpeningHours);
    }

    [Fact]
    public void Grant_WhenTooSoonOrTooFar_SaysWhy()
    {
        Service massage = CatalogSamples.Service(CatalogSamples.Details(_anna) with { NoticeMinutes = 120, HorizonDays = 10 });

        Why(From, From.AddMinutes(-119)).ShouldBe(Reason.Notice);
        Why(From, From.AddMinutes(-120)).ShouldBeNull();
        Why(From, From.AddDays(-10)).ShouldBeNull();
        Why(From, From.AddDays(-11)).ShouldBe(Reason.Horizon);
        Why(From, From.AddMinutes(1)).ShouldBe(Reason.Past);

        string? Why(DateTimeOffset from, DateTimeOffset now) => massage.Grant(0, _anna, from, [], now).Error?.Reason;
    }

    [Fact]
    public void Grant_WhenTheProviderTakesNoAppointments_IsRefused()
    {
        Service massage = CatalogSamples.Massage(_anna);
        _anna.Edit(_anna.Details with { IsActive = false }).IsSuccess.ShouldBeTrue();

        massage.Grant(0, _anna, From, [], Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.OpeningHours);
    }

    [Fact]
    public void Grant_WhenTheServiceIsWithdrawn_IsRefused()
    {
        Service massage = CatalogSamples.Massage(_anna);
        massage.Withdraw();

        massage.Grant(0, _anna, From, [], Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
    }

    [Fact]
    public void GrantPlaces_OfASession_TakesThemFromItsPool()
    {
        Service yoga = CatalogSamples.Service(CatalogSamples.Details(_anna) with { SeatsPerSlot = 8 });
        ClassSession session = ClassSession.Schedule(Guid.CreateVersion7(), yoga, _anna, From, 8, Samples.Now).Value.ShouldNotBeNull();

        Grant grant = yoga.GrantPlaces(2, session, "Anna", 3, [], Samples.Now).Value.ShouldNotBeNull();

        grant.Claims.ShouldHaveSingleItem().ShouldBe(new QuotaClaim(2, session.PoolId, 3));
        (grant.Item.Quantity, grant.Lines[0].Amount).ShouldBe((3, Samples.Eur(24_000)));
        yoga.GrantPlaces(0, session, "Anna", 9, [], Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.Capacity);
        session.Cancel("Yoga", null).IsSuccess.ShouldBeTrue();
        session.TakeEvents().ShouldBe("offering.disrupted");
        session.Cancel("Yoga", null).Answer().ShouldBe("illegal_transition");
        yoga.GrantPlaces(0, session, "Anna", 1, [], Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
        yoga.PutAddOn(CatalogSamples.AddOn("Mat", extraMinutes: 5)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/extraMinutes"]);
    }

    [Fact]
    public void Schedule_WhenItIsNoClassOrNotTheProviders_IsRefused()
    {
        Provider other = CatalogSamples.Provider([]);
        Service yoga = CatalogSamples.Service(CatalogSamples.Details(_anna) with { SeatsPerSlot = 8 });

        Pointer(CatalogSamples.Massage(_anna), _anna, 8, From).ShouldBe("/serviceId");
        Pointer(yoga, other, 8, From).ShouldBe("/providerId");
        Pointer(yoga, _anna, 0, From).ShouldBe("/places");
        Pointer(yoga, _anna, 8, Samples.Now.AddDays(-1)).ShouldBe("/from");

        static string Pointer(Service service, Provider provider, int places, DateTimeOffset from) =>
            ClassSession.Schedule(Guid.CreateVersion7(), service, provider, from, places, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.Single();
    }

    [Fact]
    public void Edit_OfARating_EndsAfterItsTime()
    {
        Rating rating = Rating.Give(Guid.CreateVersion7(), CatalogSamples.Tenant, Guid.CreateVersion7(), 0, ItemKinds.Service, Guid.CreateVersion7(), _anna.Id, null, "Ada", 4, "", Samples.Now);

        rating.Edit(5, "Better", Samples.Now.AddDays(13)).IsSuccess.ShouldBeTrue();
        rating.Edit(1, "Worse", Samples.Now.AddDays(14)).Answer().ShouldBe("rating_closed");
        (rating.Stars, rating.Comment).ShouldBe((5, "Better"));
        rating.TakeEvents().ShouldBe("rating.given");
    }
}
