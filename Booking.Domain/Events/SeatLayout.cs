namespace Booking.Domain.Events;

/// <summary>A point of the plan in the layout's own units; y grows from the stage to the back.</summary>
public readonly record struct PlanPoint(int X, int Y);

/// <summary>Which numbers the seats of a row have.</summary>
public enum SeatNumbering
{
    /// <summary>1, 2, 3 …</summary>
    Consecutive,

    /// <summary>1, 3, 5 …</summary>
    Odd,

    /// <summary>2, 4, 6 …</summary>
    Even,
}

/// <summary>Where the lowest number of a row is, seen from above with the stage on top.</summary>
public enum SeatDirection
{
    /// <summary>Numbers grow to the right.</summary>
    LeftToRight,

    /// <summary>Numbers grow to the left.</summary>
    RightToLeft,
}

/// <summary>Rows of the same form, one behind the other.</summary>
/// <param name="Label">Of the first row. With several rows it is all letters (Z is followed by AA) or all digits.</param>
/// <param name="Seats">Positions in each row, those of <paramref name="Gaps"/> included.</param>
/// <param name="X">Of the leftmost position.</param>
/// <param name="Y">Of the first row's middle.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Start">The lowest number; 1, or 2 for even numbers, when left out.</param>
/// <param name="Gaps">Numbers that the row leaves out: there is no seat at their position.</param>
/// <param name="AislesAfter">Numbers behind which a walkway parts the row; the seats on both sides of it are no neighbours.</param>
/// <param name="Category">The section's when left out.</param>
/// <param name="Curve">How far the row's ends come forward to the stage; 0 is straight.</param>
/// <param name="Accessible">Numbers of wheelchair places.</param>
/// <param name="Companions">Numbers of companion seats; each belongs to the wheelchair place beside it.</param>
/// <param name="Blocked">Numbers of house seats, not on sale until they are released.</param>
public sealed record SeatRows(
    string Label,
    int Seats,
    int X,
    int Y,
    int Count = 1,
    int? Start = null,
    SeatNumbering Numbering = SeatNumbering.Consecutive,
    SeatDirection Direction = SeatDirection.LeftToRight,
    IReadOnlyList<int>? Gaps = null,
    IReadOnlyList<int>? AislesAfter = null,
    string? Category = null,
    int SeatPitch = 10,
    int RowPitch = 12,
    int Curve = 0,
    IReadOnlyList<int>? Accessible = null,
    IReadOnlyList<int>? Companions = null,
    IReadOnlyList<int>? Blocked = null);

/// <summary>A part of the place with rows of its own.</summary>
/// <param name="Category">Of all its rows that name none.</param>
/// <param name="Prefix">Stands before the names of its seats where another section has the same row labels, e.g. <c>B:</c>.</param>
public sealed record SeatSection(string Name, IReadOnlyList<SeatRows> Rows, string? Category = null, string Prefix = "");

/// <summary>What one seat has that its row does not tell. A member that is left out stays as the row says.</summary>
/// <param name="Seat">The seat's name, e.g. <c>A-12</c>.</param>
/// <param name="CompanionOf">The name of the wheelchair place beside it.</param>
/// <param name="Note">For the guest, e.g. a view that a pillar obstructs.</param>
public sealed record SeatDetail(
    string Seat, string? Category = null, int? X = null, int? Y = null, bool? Accessible = null, string? CompanionOf = null, string? Note = null, bool? Blocked = null);

/// <summary>The form of a place in few words: sections with generators of rows, and what single seats have on top.</summary>
/// <param name="FocalPoint">What everybody looks at: the nearer a seat is to it, the better.</param>
public sealed record SeatLayout(PlanPoint FocalPoint, IReadOnlyList<SeatSection> Sections, IReadOnlyList<SeatDetail>? Seats = null);

/// <summary>One seat of a plan.</summary>
/// <param name="Place">The order on the plan, left to right and row by row; neighbours have consecutive ones, and nobody else.</param>
public sealed record PlannedSeat(
    string Seat, string Section, string Row, int Number, int Place, string Category, int X, int Y, bool IsAccessible, string? CompanionOf, string? Note, bool IsBlocked);
