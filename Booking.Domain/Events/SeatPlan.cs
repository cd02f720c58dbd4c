namespace Booking.Domain.Events;

using System.Globalization;
using Booking.Domain.Common;

/// <summary>All seats of a layout, one by one: named, numbered and placed.</summary>
public static class SeatPlan
{
    public const int MaxSeats = 60_000;
    public const int MaxSections = 500;
    public const int MaxGenerators = 5_000;
    public const int MaxRowSeats = 1_000;
    public const int MaxNameLength = 20;
    public const int MaxLabelLength = 10;
    public const int MaxTextLength = 100;
    public const int MaxNoteLength = 200;

    private const int MaxNumber = 99_999;
    private const int MaxCoordinate = 10_000_000;

    /// <summary>Refuses layouts that name a seat twice, or speak of seats, categories or companions that are not there.</summary>
    /// <param name="pointer">Of the layout in the request.</param>
    public static Result<IReadOnlyList<PlannedSeat>> Of(SeatLayout layout, string pointer)
    {
        if (CheckSections(layout, pointer) is { } wrong)
        {
            return wrong;
        }

        Drawing drawing = new();
        for (int s = 0; s < layout.Sections.Count; s++)
        {
            for (int r = 0; r < layout.Sections[s].Rows.Count; r++)
            {
                if (drawing.Draw(layout.Sections[s], layout.Sections[s].Rows[r]) is { } mistake)
                {
                    return mistake.Under($"{pointer}/sections/{s}/rows/{r}");
                }
            }
        }

        for (int i = 0; i < (layout.Seats?.Count ?? 0); i++)
        {
            if (drawing.Detail(layout.Seats![i]) is { } mistake)
            {
                return mistake.Under($"{pointer}/seats/{i}");
            }
        }

        return drawing.CheckCompanions(pointer) ?? Result<IReadOnlyList<PlannedSeat>>.Success(drawing.Seats);
    }

    /// <summary>The label of the row behind: B after A, AA after Z, 10 after 9.</summary>
    internal static string NextLabel(string label)
    {
        if (label.All(char.IsAsciiDigit))
        {
            return (long.Parse(label, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        }

        char[] letters = label.ToCharArray();
        for (int i = letters.Length - 1; i >= 0; i--)
        {
            if (letters[i] is not ('Z' or 'z'))
            {
                letters[i]++;
                return new string(letters);
            }

            letters[i] = letters[i] == 'Z' ? 'A' : 'a';
        }

        return letters[0] + new string(letters);
    }

    private static Error? CheckSections(SeatLayout layout, string pointer)
    {
        if (!IsOnPlan(layout.FocalPoint.X, layout.FocalPoint.Y))
        {
            return Error.Rule($"{pointer}/focalPoint", $"Coordinates lie within ±{MaxCoordinate}.");
        }

        if (layout.Sections.Count is 0 or > MaxSections)
        {
            return Error.Rule($"{pointer}/sections", $"A layout has 1 to {MaxSections} sections.");
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        int generators = 0;
        long seats = 0;
        for (int s = 0; s < layout.Sections.Count; s++)
        {
            SeatSection section = layout.Sections[s];
            string at = $"{pointer}/sections/{s}";
            if (section is null || !IsText(section.Name, MaxTextLength) || string.IsNullOrWhiteSpace(section.Name))
            {
                return Error.Rule(at, $"A section has a name of 1 to {MaxTextLength} characters.");
            }

            if (!names.Add(section.Name))
            {
                return Error.Rule($"{at}/name", $"There are two sections {section.Name}.");
            }

            if (!IsText(section.Prefix, MaxLabelLength))
            {
                return Error.Rule($"{at}/prefix", $"A prefix has at most {MaxLabelLength} characters.");
            }

            generators += section.Rows.Count;
            if (section.Rows.Count == 0 || generators > MaxGenerators)
            {
                return Error.Rule($"{at}/rows", $"A section has rows, and a layout at most {MaxGenerators} kinds of them.");
            }

            for (int r = 0; r < section.Rows.Count; r++)
            {
                if (CheckRows(section.Rows[r]) is { } wrong)
                {
                    return wrong.Under($"{at}/rows/{r}");
                }

                seats += (long)section.Rows[r].Count * (section.Rows[r].Seats - (section.Rows[r].Gaps?.Distinct().Count() ?? 0));
            }
        }

        return seats is < 1 or > MaxSeats ? Error.Rule(pointer, $"A layout has 1 to {MaxSeats} seats, not {seats}.") : null;
    }

    private static Error? CheckRows(SeatRows rows)
    {
        if (rows is null || rows.Label.Length is 0 or > MaxLabelLength || !IsText(rows.Label, MaxLabelLength))
        {
            return Error.Rule("/label", $"A row has a label of 1 to {MaxLabelLength} characters.");
        }

        if (rows.Count is < 1 or > MaxRowSeats || rows.Seats is < 1 or > MaxRowSeats)
        {
            return Error.Rule(rows.Count is < 1 or > MaxRowSeats ? "/count" : "/seats", $"1 to {MaxRowSeats} rows of 1 to {MaxRowSeats} positions each.");
        }

        if (rows.Count > 1 && !rows.Label.All(char.IsAsciiDigit) && !rows.Label.All(char.IsAsciiLetterUpper) && !rows.Label.All(char.IsAsciiLetterLower))
        {
            return Error.Rule("/label", "The label of several rows is all digits or all letters, so that the next one is known.");
        }

        if (rows.Start is < 0 or > MaxNumber || (rows.Numbering != SeatNumbering.Consecutive && rows.Start is { } start && start % 2 == (rows.Numbering == SeatNumbering.Even ? 1 : 0)))
        {
            return Error.Rule("/start", $"The first number is 0 to {MaxNumber}, odd for odd numbers and even for even ones.");
        }

        if (!IsOnPlan(rows.X, rows.Y) || rows.SeatPitch is < 1 or > 10_000 || rows.RowPitch is < 1 or > 10_000 || Math.Abs((long)rows.Curve) > MaxCoordinate)
        {
            return Error.Rule("", $"Coordinates and curves lie within ±{MaxCoordinate}, and pitches are 1 to 10000.");
        }

        return rows.Category is null || IsText(rows.Category, MaxTextLength) ? null : Error.Rule("/category", $"A category has at most {MaxTextLength} characters.");
    }

    private static bool IsText(string text, int length) => text.Length <= length && !text.Any(char.IsControl);

    private static bool IsOnPlan(int x, int y) => Math.Abs((long)x) <= MaxCoordinate && Math.Abs((long)y) <= MaxCoordinate;

    private sealed class Drawing
    {
        private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
        private int _place;

        public List<PlannedSeat> Seats { get; } = [];

        public Error? Draw(SeatSection section, SeatRows rows)
        {
            if ((rows.Category ?? section.Category) is not { Length: > 0 } category)
            {
                return Error.Rule("/category", "Neither these rows nor their section have a category.");
            }

            int[] numbers = Numbers(rows);
            if (CheckNumbers(rows, numbers) is { } unknown)
            {
                return unknown;
            }

            RowNumbers marked = new(rows);
            string label = rows.Label;
            for (int row = 0; row < rows.Count; row++)
            {
                if (DrawRow(section, rows, marked, numbers, label, row, category) is { } mistake)
                {
                    return mistake;
                }

                label = NextLabel(label);
            }

            return null;
        }

        public Error? Detail(SeatDetail detail)
        {
            if (detail is null || !_byName.TryGetValue(detail.Seat, out int at))
            {
                return Error.Rule("/seat", $"The layout has no seat {detail?.Seat}.");
            }

            if (detail.Category is "" || (detail.Category is { } category && !IsText(category, MaxTextLength)))
            {
                return Error.Rule("/category", $"A category has 1 to {MaxTextLength} characters.");
            }

            if (detail.Note is { } note && !IsText(note, MaxNoteLength))
            {
                return Error.Rule("/note", $"A note has at most {MaxNoteLength} characters on one line.");
            }

            PlannedSeat seat = Seats[at];
            if (!IsOnPlan(detail.X ?? seat.X, detail.Y ?? seat.Y))
            {
                return Error.Rule("", $"Coordinates lie within ±{MaxCoordinate}.");
            }

            Seats[at] = seat with
            {
                Category = detail.Category ?? seat.Category,
                X = detail.X ?? seat.X,
                Y = detail.Y ?? seat.Y,
                IsAccessible = detail.Accessible ?? seat.IsAccessible,
                CompanionOf = detail.CompanionOf ?? seat.CompanionOf,
                Note = detail.Note ?? seat.Note,
                IsBlocked = detail.Blocked ?? seat.IsBlocked,
            };
            return null;
        }

        /// <summary>A companion sits beside its wheelchair place, in the same row and without a walkway between.</summary>
        public Error? CheckCompanions(string pointer)
        {
            foreach (PlannedSeat seat in Seats.Where(seat => seat.CompanionOf is not null))
            {
                if (!_byName.TryGetValue(seat.CompanionOf!, out int at))
                {
                    return Error.Rule(pointer, $"Seat {seat.Seat} is the companion of {seat.CompanionOf}, which is not there.");
                }

                if (seat.IsAccessible || !Seats[at].IsAccessible || Math.Abs(Seats[at].Place - seat.Place) != 1)
                {
                    return Error.Rule(pointer, $"Seat {seat.Seat} is the companion of {seat.CompanionOf}, which is no wheelchair place beside it.");
                }
            }

            return null;
        }

        private Error? DrawRow(SeatSection section, SeatRows rows, RowNumbers marked, int[] numbers, string label, int row, string category)
        {
            string start = FormattableString.Invariant($"{section.Prefix}{label}-");
            int aisles = 0;
            _place++;
            for (int position = 0; position < numbers.Length; position++)
            {
                int number = numbers[position];
                if (marked.Gaps.Contains(number))
                {
                    _place++;
                    continue;
                }

                string name = start + number.ToString(CultureInfo.InvariantCulture);
                if (name.Length > MaxNameLength)
                {
                    return Error.Rule("/label", $"A seat's name has at most {MaxNameLength} characters: {name}.");
                }

                if (!_byName.TryAdd(name, Seats.Count))
                {
                    return Error.Rule("/label", $"There are two seats {name}; give one of the sections a prefix, or the rows other labels or numbers.");
                }

                double fromMiddle = numbers.Length == 1 ? 0 : 2.0 * position / (numbers.Length - 1) - 1;
                Seats.Add(new PlannedSeat(
                    name, section.Name, label, number, ++_place, category,
                    rows.X + (position + aisles) * rows.SeatPitch,
                    rows.Y + row * rows.RowPitch - (int)Math.Round(rows.Curve * fromMiddle * fromMiddle),
                    marked.Accessible.Contains(number),
                    marked.Companions.Contains(number) ? OwnerOf(rows, marked, numbers, position, start) : null,
                    null,
                    marked.Blocked.Contains(number)));

                // The aisle is named by the lower of the two numbers beside it.
                int left = rows.Direction == SeatDirection.LeftToRight ? number : position + 1 < numbers.Length ? numbers[position + 1] : -1;
                if (marked.AislesAfter.Contains(left))
                {
                    aisles++;
                    _place++;
                }
            }

            return null;
        }

        /// <summary>The wheelchair place beside a companion: the one on its left unless only the right one is, or the left one has another companion already.</summary>
        private static string OwnerOf(SeatRows rows, RowNumbers marked, int[] numbers, int position, string start)
        {
            bool IsPlace(int at) => at >= 0 && at < numbers.Length && marked.Accessible.Contains(numbers[at]);
            bool hasOther = position > 1 && marked.Companions.Contains(numbers[position - 2]) && !IsPlace(position - 3);
            int owner = IsPlace(position - 1) && !(hasOther && IsPlace(position + 1)) || position + 1 == numbers.Length ? position - 1 : position + 1;
            return start + numbers[Math.Max(0, owner)].ToString(CultureInfo.InvariantCulture);
        }

        private static int[] Numbers(SeatRows rows)
        {
            int step = rows.Numbering == SeatNumbering.Consecutive ? 1 : 2;
            int start = rows.Start ?? (rows.Numbering == SeatNumbering.Even ? 2 : 1);
            int[] numbers = [.. Enumerable.Range(0, rows.Seats).Select(position => start + position * step)];
            if (rows.Direction == SeatDirection.RightToLeft)
            {
                Array.Reverse(numbers);
            }

            return numbers;
        }

        private static Error? CheckNumbers(SeatRows rows, int[] numbers)
        {
            HashSet<int> known = [.. numbers];
            HashSet<int> gaps = [.. rows.Gaps ?? []];
            foreach ((string member, IReadOnlyList<int>? named) in (ReadOnlySpan<(string, IReadOnlyList<int>?)>)
                [("gaps", rows.Gaps), ("aislesAfter", rows.AislesAfter), ("accessible", rows.Accessible), ("companions", rows.Companions), ("blocked", rows.Blocked)])
            {
                foreach (int number in named ?? [])
                {
                    if (!known.Contains(number) || (member is not ("gaps" or "aislesAfter") && gaps.Contains(number)))
                    {
                        return Error.Rule($"/{member}", $"These rows have no seat {number}.");
                    }
                }
            }

            return null;
        }
    }

    private sealed class RowNumbers(SeatRows rows)
    {
        public HashSet<int> Gaps { get; } = [.. rows.Gaps ?? []];

        public HashSet<int> AislesAfter { get; } = [.. rows.AislesAfter ?? []];

        public HashSet<int> Accessible { get; } = [.. rows.Accessible ?? []];

        public HashSet<int> Companions { get; } = [.. rows.Companions ?? []];

        public HashSet<int> Blocked { get; } = [.. rows.Blocked ?? []];
    }
}
