namespace Booking.Domain.Trips;

using System.Globalization;
using System.Text.Json.Serialization;
using Booking.Domain.Common;

/// <summary>One seat of a bus.</summary>
/// <param name="Seat">Row and letter, e.g. <c>3A</c>.</param>
/// <param name="Deck">1 is the lower deck.</param>
public sealed record BusSeat(string Seat, int Deck, string Class)
{
    public const int MaxClassLength = 40;

    /// <summary>From the front, 1 is the first; 0 takes it from the name.</summary>
    public int Row { get; init; }

    /// <summary>From the left, 1 is the first; an aisle is a column without seats. 0 takes it from the name.</summary>
    public int Column { get; init; }

    /// <summary>Of <see cref="Bus.Features"/>.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Never sold: for the guide, or broken.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Where it stands; a seat whose name tells nothing is far away from all.</summary>
    [JsonIgnore]
    public (int Row, int Column) Place
    {
        get
        {
            if (Row > 0 && Column > 0)
            {
                return (Row, Column);
            }

            int digits = Seat.TakeWhile(char.IsAsciiDigit).Count();
            return int.TryParse(Seat.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int row) && digits < Seat.Length ? (row, Seat[digits] - 'A' + 1) : (1_000, 1);
        }
    }

    public bool IsEqualTo(BusSeat other) => Class == other.Class && (!Features.Contains("accessible") || other.Features.Contains("accessible"));
}

/// <summary>What can be edited of a bus.</summary>
/// <param name="OperatorId">Null: the tenant's own, for an admin to edit.</param>
public sealed record BusDetails(string Name, Guid? OperatorId, string? Plate, IReadOnlyList<BusSeat> Seats);

/// <summary>A vehicle with its seat layout.</summary>
public sealed class Bus : AggregateRoot
{
    public const int MaxSeats = 300;
    public const int NameMaxLength = 200;

    public static readonly IReadOnlyList<string> Features = ["window", "aisle", "table", "accessible", "companion", "power"];

    private Bus()
    {
    }

    public Guid? OperatorId { get; private set; }

    public string Name { get; private set; } = "";

    public string? Plate { get; private set; }

    public IReadOnlyList<BusSeat> Seats { get; private set; } = [];

    public bool IsActive { get; private set; }

    public static Bus Create(Guid tenantId, Guid id, string name, IReadOnlyList<BusSeat> seats, Guid? operatorId = null) =>
        Create(id, tenantId, new BusDetails(name, operatorId, null, seats)).Value!;

    public static Result<Bus> Create(Guid id, Guid tenantId, BusDetails details)
    {
        Bus created = new() { Id = id, TenantId = tenantId, IsActive = true };
        Result<Done> edited = created.Edit(details);
        return edited.IsSuccess ? created : edited.Error;
    }

    public Result<Done> Edit(BusDetails details)
    {
        if (details.Name.Length is 0 or > NameMaxLength)
        {
            return Error.Rule("/name", $"A name has 1 to {NameMaxLength} characters.");
        }

        if (details.Seats.Count is 0 or > MaxSeats)
        {
            return Error.Rule("/seats", $"A bus has 1 to {MaxSeats} seats.");
        }

        HashSet<string> names = [];
        HashSet<(int, int, int)> places = [];
        for (int i = 0; i < details.Seats.Count; i++)
        {
            BusSeat seat = details.Seats[i];
            string? wrong = seat switch
            {
                { Seat.Length: 0 or > 20 } => "A seat's name has 1 to 20 characters.",
                { Deck: < 1 or > 4 } => "A deck is 1 to 4.",
                { Class.Length: 0 or > BusSeat.MaxClassLength } => $"A class has 1 to {BusSeat.MaxClassLength} characters.",
                { Row: < 0 or > 200 } or { Column: < 0 or > 20 } => "A row is 1 to 200, a column 1 to 20.",
                _ when !names.Add(seat.Seat) => "A seat is named twice.",
                _ when seat.Features.Except(Features).Any() => $"Features are {string.Join(", ", Features)}.",
                _ when seat.Place.Row < 1_000 && !places.Add((seat.Deck, seat.Place.Row, seat.Place.Column)) => "Two seats stand at the same place.",
                _ => null,
            };
            if (wrong is not null)
            {
                return Error.Rule($"/seats/{i}", wrong);
            }
        }

        (Name, OperatorId, Plate, Seats) = (details.Name, details.OperatorId, details.Plate, details.Seats);
        return Result.Success;
    }

    /// <summary>Drives no new trips; those that are planned stay.</summary>
    public void Withdraw() => IsActive = false;

    public void Resume() => IsActive = true;

    /// <summary>Those of the sold seats that another layout cannot serve as they were sold: gone, blocked, or of another class.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<BusSeat> before, IReadOnlyList<BusSeat> after, IEnumerable<string> sold)
    {
        Dictionary<string, BusSeat> old = before.ToDictionary(seat => seat.Seat);
        Dictionary<string, BusSeat> seats = after.ToDictionary(seat => seat.Seat);
        return [.. sold.Distinct().Where(name => !(seats.TryGetValue(name, out BusSeat? seat) && !seat.IsBlocked && (!old.TryGetValue(name, out BusSeat? was) || was.Class == seat.Class))).Order(StringComparer.Ordinal)];
    }
}

/// <summary>A block of rows of one deck, to make a layout from.</summary>
/// <param name="Letters">The seats of a row from left to right; a blank is the aisle, e.g. <c>AB CD</c>.</param>
public sealed record SeatBlock(int Deck, int FirstRow, int Rows, string Letters, string Class)
{
    public IEnumerable<BusSeat> Seats() =>
        from row in Enumerable.Range(FirstRow, Rows)
        from place in Letters.Index()
        where place.Item != ' '
        select new BusSeat(FormattableString.Invariant($"{row}{place.Item}"), Deck, Class) { Row = row, Column = place.Index + 1, Features = FeaturesAt(place.Index) };

    private string[] FeaturesAt(int index)
    {
        bool atWindow = index == 0 || index == Letters.Length - 1;
        bool atAisle = (index > 0 && Letters[index - 1] == ' ') || (index < Letters.Length - 1 && Letters[index + 1] == ' ');
        return atWindow ? ["window"] : atAisle ? ["aisle"] : [];
    }
}
