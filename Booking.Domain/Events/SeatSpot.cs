namespace Booking.Domain.Events;

/// <summary>
/// A named seat as a search sees it. Lists of them have the seats of a row one behind the other, left to right; two that follow each
/// other are neighbours when they have the same section and row and consecutive places.
/// </summary>
/// <param name="IsFree">Neither taken nor kept back.</param>
/// <param name="IsWanted">Of a category, section and price that is asked for.</param>
/// <param name="Category">Its ticket type.</param>
public readonly record struct SeatSpot(
    string Seat, string Section, string Row, int Place, int X, int Y, bool IsFree, bool IsWanted, bool IsAccessible = false, string? CompanionOf = null, Guid Category = default)
{
    /// <summary>Free for everybody: wheelchair places and their companion seats go in pairs, to those who ask for them.</summary>
    internal bool IsOpen => IsFree && !IsAccessible && CompanionOf is null;

    internal bool IsLeftNeighbourOf(in SeatSpot right) => right.Place - Place == 1 && right.Row == Row && right.Section == Section;
}
