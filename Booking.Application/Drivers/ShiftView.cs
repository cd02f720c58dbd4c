namespace Booking.Application.Drivers;

using System.Globalization;
using Booking.Application.Catalog;
using Booking.Domain.Drivers;
using FluentValidation;

/// <summary>Hours of work in wall time.</summary>
/// <param name="From">E.g. <c>22:00</c>.</param>
/// <param name="To">E.g. <c>06:00</c>; what is not after <paramref name="From"/> is meant on the day after, <c>24:00</c> is the end of the day.</param>
public sealed record ShiftHoursView(string From, string To);

/// <param name="Day">The weekday on which it begins.</param>
/// <param name="From">E.g. <c>22:00</c>.</param>
/// <param name="To">E.g. <c>06:00</c>; what is not after <paramref name="From"/> is meant on the day after, <c>24:00</c> is the end of the day.</param>
public sealed record WeeklyShiftView(DayOfWeek Day, string From, string To);

/// <param name="Hours">Instead of the week's; none for a day off.</param>
public sealed record ShiftExceptionView(DateOnly Date, IReadOnlyList<ShiftHoursView> Hours);

/// <summary>When a driver works.</summary>
/// <param name="TimeZone">IANA zone in which the times are meant.</param>
public sealed record ShiftView(string TimeZone, IReadOnlyList<WeeklyShiftView> Weekly, IReadOnlyList<ShiftExceptionView> Exceptions)
{
    private const int Day = 24 * 60;

    internal static ShiftView Of(ShiftPlan plan) => new(
        plan.TimeZone,
        [.. plan.Weekly.Select(shift => new WeeklyShiftView(shift.Day, Clock(shift.From), Clock(shift.To)))],
        [.. plan.Exceptions.Select(exception => new ShiftExceptionView(exception.Date, [.. exception.Hours.Select(hours => new ShiftHoursView(Clock(hours.From), Clock(hours.To)))]))]);

    /// <summary>Only after validation.</summary>
    internal ShiftPlan ToPlan() => new(
        TimeZone,
        [.. Weekly.Select(shift => new WeeklyShift(shift.Day, Minute(shift.From), End(shift.From, shift.To)))],
        [.. Exceptions.Select(exception => new ShiftException(exception.Date, [.. exception.Hours.Select(hours => new ShiftHours(Minute(hours.From), End(hours.From, hours.To)))]))]);

    internal static bool IsClock(string? text) =>
        text is "24:00" || (text?.Length == 5 && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    private static int Minute(string clock) =>
        int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60 + int.Parse(clock.AsSpan(3), CultureInfo.InvariantCulture);

    private static int End(string from, string to) => Minute(to) > Minute(from) ? Minute(to) : Minute(to) + Day;

    private static string Clock(int minutes)
    {
        int shown = minutes > Day ? minutes - Day : minutes;
        return FormattableString.Invariant($"{shown / 60:00}:{shown % 60:00}");
    }
}

internal sealed class ShiftViewValidator : AbstractValidator<ShiftView>
{
    private const string Form = "A time such as 08:30, or 24:00 for the end of the day.";

    public ShiftViewValidator()
    {
        RuleFor(shift => shift.TimeZone).OneLine(100);
        RuleFor(shift => shift.Weekly).WithoutNulls(ShiftPlan.MaxWeekly);
        RuleForEach(shift => shift.Weekly).ChildRules(one =>
        {
            one.RuleFor(shift => shift.From).Must(ShiftView.IsClock).WithMessage(Form);
            one.RuleFor(shift => shift.To).Must(ShiftView.IsClock).WithMessage(Form);
        }).When(shift => shift.Weekly.All(one => one is not null));
        RuleFor(shift => shift.Exceptions).WithoutNulls(ShiftPlan.MaxExceptions);
        RuleForEach(shift => shift.Exceptions).ChildRules(exception =>
        {
            exception.RuleFor(one => one.Hours).WithoutNulls(ShiftPlan.MaxHoursOfDay);
            exception.RuleForEach(one => one.Hours).ChildRules(one =>
            {
                one.RuleFor(hours => hours.From).Must(ShiftView.IsClock).WithMessage(Form);
                one.RuleFor(hours => hours.To).Must(ShiftView.IsClock).WithMessage(Form);
            }).When(one => one.Hours.All(hours => hours is not null));
        }).When(shift => shift.Exceptions.All(one => one is not null));
    }
}
