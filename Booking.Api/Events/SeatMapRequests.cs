namespace Booking.Api.Events;

using Booking.Application.Events;
using Booking.Domain.Events;

/// <summary>A template of a place's seats.</summary>
/// <param name="Place">The name of the place, for people.</param>
internal sealed record SeatMapRequest(string Name, SeatLayout Layout, string Place = "");

/// <summary>An event's seats: a copy of a template, or a layout of its own; one of the two is given.</summary>
/// <param name="Categories">Category of the layout → ticket type of the event; a category that is left out has the offered ticket type of the same name, or else keeps the one it has.</param>
/// <param name="ForbidOrphans">Refuses holds of chosen seats that leave a single free seat.</param>
internal sealed record EventSeatPlanRequest(Guid? SeatMapId = null, SeatLayout? Layout = null, IReadOnlyDictionary<string, Guid>? Categories = null, bool ForbidOrphans = false)
{
    public PutEventSeatPlanCommand ToCommand(Guid eventId, long? version) => new(eventId, version, SeatMapId, Layout, Categories ?? new Dictionary<string, Guid>(), ForbidOrphans);
}

/// <summary>Which seats are kept back or released: single ones, rows and whole sections.</summary>
/// <param name="Reason">Why they are kept back, for the tenant's people.</param>
internal sealed record SeatBlockRequest(IReadOnlyList<string>? Seats = null, IReadOnlyList<SeatRowRef>? Rows = null, IReadOnlyList<string>? Sections = null, string? Reason = null)
{
    public BlockEventSeatsCommand ToCommand(Guid eventId, bool isBlocked) => new(eventId, Seats ?? [], Rows ?? [], Sections ?? [], Reason, isBlocked);
}

/// <summary>The best free seats of an event.</summary>
/// <param name="Categories">Ids or names of ticket types; all when left out.</param>
/// <param name="MaxPrice">Of one seat, in minor units.</param>
/// <param name="Sections">Names; all when left out.</param>
/// <param name="Accessible">Wheelchair places among the <paramref name="Quantity"/>, each with a companion seat beside it, which counts too.</param>
/// <param name="AvoidOrphans">Rather a little further away than a single free seat left behind.</param>
/// <param name="VoucherCode">In any case of letters; its use is held together with the seats.</param>
internal sealed record BestAvailableRequest(
    Guid EventId,
    int Quantity,
    IReadOnlyList<string>? Categories = null,
    long? MaxPrice = null,
    IReadOnlyList<string>? Sections = null,
    int Accessible = 0,
    Adjacency Adjacent = Adjacency.Preferred,
    bool AvoidOrphans = true,
    string? VoucherCode = null)
{
    public HoldBestAvailableCommand ToCommand() => new(EventId, Quantity, Categories ?? [], MaxPrice, Sections ?? [], Accessible, Adjacent, AvoidOrphans, VoucherCode);
}
