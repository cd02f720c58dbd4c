namespace Booking.Domain.Tests.Events;

using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

/// <summary>Named seats keep the rules of their categories, the same as counted places.</summary>
public sealed class SeatSaleTests
{
    private static readonly Event Play = Published();
    private static readonly TicketType Open = Category("Open");

    [Fact]
    public void GrantSeats_WhenTheSaleOfTheirCategoryIsNotOpen_IsRefused()
    {
        TicketType later = Category("Later", details => details with { SaleFrom = Samples.Now.AddHours(1), SaleUntil = Samples.Now.AddHours(2) });
        Refusal(Grant(later, Samples.Now)).ShouldBe(("/seats", Reason.NotOnSale));
        Grant(later, Samples.Now.AddHours(1)).Answer().ShouldBe("ok");
        Grant(later, Samples.Now.AddHours(2).AddTicks(-1)).Answer().ShouldBe("ok");
        Refusal(Grant(later, Samples.Now.AddHours(2))).ShouldBe(("/seats", Reason.NotOnSale));
    }

    [Fact]
    public void GrantSeats_WhenTheirCategoryClosesBeforeTheStart_IsRefusedFromThenOn()
    {
        TicketType early = Category("Early", details => details with { ClosesMinutesBefore = 60 });
        Grant(early, Play.StartsAt.AddMinutes(-60).AddTicks(-1)).Answer().ShouldBe("ok");
        Refusal(Grant(early, Play.StartsAt.AddMinutes(-60))).ShouldBe(("/seats", Reason.NotOnSale));
    }

    [Fact]
    public void GrantSeats_WhenTheirCategoryIsWithdrawn_IsRefused()
    {
        TicketType withdrawn = Category("Withdrawn");
        withdrawn.Withdraw();
        Refusal(Grant(withdrawn, Samples.Now)).ShouldBe(("/seats", Reason.NotOnSale));
    }

    [Fact]
    public void GrantSeats_WhenOneOfSeveralCategoriesIsClosed_TakesNone()
    {
        TicketType withdrawn = Category("Withdrawn");
        withdrawn.Withdraw();
        Refusal(Grant([Open, withdrawn], [(Open, 1), (withdrawn, 2)], Samples.Now)).ShouldBe(("/seats", Reason.NotOnSale));
        Grant([Open, withdrawn], [(Open, 1)], Samples.Now).Answer().ShouldBe("ok");
    }

    [Fact]
    public void GrantSeats_WhenTheOrderHasTooManyOrTooFewOfACategory_CountsTheWholeOrder()
    {
        TicketType pairs = Category("Pairs", details => details with { MinPerOrder = 2, MaxPerOrder = 4 });
        Refusal(Grant([pairs], [(pairs, 1)], Samples.Now)).ShouldBe(("/seats", Reason.OrderLimit));
        Grant([pairs], [(pairs, 1)], Samples.Now, ["A-1", "A-2"]).Answer().ShouldBe("ok");
        Grant([pairs], [(pairs, 1), (pairs, 2), (pairs, 3), (pairs, 4)], Samples.Now).Answer().ShouldBe("ok");
        Refusal(Grant([pairs], [(pairs, 1), (pairs, 2)], Samples.Now, ["A-1", "A-2", "A-3", "A-4", "A-5"])).ShouldBe(("/seats", Reason.OrderLimit));
    }

    [Fact]
    public void CheckSale_WhenTheTypeIsHidden_NeedsACodeThatOpensIt()
    {
        Event concert = Drafts.Event();
        TicketType hidden = Drafts.Type(concert, details => details with { IsHidden = true });
        AccessCode code = AccessCode.Create(concert.TenantId, Guid.CreateVersion7(), concert.Id, "Friends", "friends", [], null);
        hidden.CheckSale(concert, "/categories", Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
        hidden.CheckSale(concert, "/categories", Samples.Now, code).Answer().ShouldBe("ok");
        Drafts.Type(concert).CheckSale(concert, "/categories", Samples.Now).Answer().ShouldBe("ok");
    }

    /// <summary>Seats <c>A-1</c> to <c>A-9</c> are of the category that is asked for; unasked ones of the first.</summary>
    private static Result<Grant> Grant(TicketType[] types, (TicketType Type, int Number)[] asked, DateTimeOffset now, string[]? ordered = null)
    {
        Dictionary<string, EventSeat> seats = Enumerable.Range(1, 9)
            .Select(number => EventSeat.Create(
                Play.TenantId, Play.Id, "Stalls", "A", number, asked.Where(one => one.Number == number).Select(one => one.Type.Id).FirstOrDefault(types[0].Id), number, 0, isAccessible: false, isBlocked: false))
            .ToDictionary(seat => seat.Seat);
        return Play.GrantSeats(0, [.. asked.Select(one => $"A-{one.Number}")], seats, types.ToDictionary(type => type.Id), now, ordered);
    }

    private static Result<Grant> Grant(TicketType type, DateTimeOffset now) => Grant([type], [(type, 1)], now);

    private static (string Pointer, string? Reason) Refusal(Result<Grant> refused)
    {
        Error error = refused.Error.ShouldNotBeNull();
        return (error.Fields.Keys.Single(), error.Reason);
    }

    private static TicketType Category(string name, Func<TicketTypeDetails, TicketTypeDetails>? with = null)
    {
        TicketTypeDetails details = new() { Name = name, Price = Samples.Eur(2_000) };
        return TicketType.Create(Guid.CreateVersion7(), Play, null, [], with is null ? details : with(details), null, []).Value.ShouldNotBeNull();
    }

    private static Event Published() => Event.Publish(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "Play", "", "theatre", "Hall", "Berlin", new GeoPoint(52.5, 13.4), "Europe/Berlin", Samples.Hours(100, 103), Seating.Reserved);
}
