namespace Booking.Domain.Venues;

using Booking.Domain.Common;
using NodaTime;

/// <summary>A way to furnish a hall, e.g. <c>theatre</c> or <c>banquet</c>, and the most guests it has room for then.</summary>
public sealed record VenueLayout(string Name, int Capacity);

/// <summary>Whether the owner decides about each booking.</summary>
public enum VenueApproval
{
    /// <summary>What is free can be booked.</summary>
    None,

    /// <summary>A booking is asked for, and the owner approves or declines it.</summary>
    Required,
}

/// <summary>What a request that the owner has not answered yet does to the calendar.</summary>
public enum PendingBlocks
{
    /// <summary>Nothing: nobody sees it.</summary>
    Nothing,

    /// <summary>The calendar shows the time as requested, and others may ask for it or take it.</summary>
    Soft,

    /// <summary>The time is taken until the request is answered or lapses.</summary>
    Hard,
}

/// <summary>Everything of a hall that its owner may change.</summary>
/// <param name="Capacity">The most guests, in any layout.</param>
/// <param name="Hours">No entry for a weekday means closed; an empty list means always open.</param>
/// <param name="StepMinutes">A use lasts a multiple of these; 1 allows every length.</param>
/// <param name="MinNoticeMinutes">A use begins no sooner than this after it is held or asked for.</param>
/// <param name="MaxNoticeDays">And no later than this.</param>
/// <param name="RespondWithinMinutes">When a request lapses that nobody answers.</param>
/// <param name="PaymentMinutes">How long the customer of an approved request has for the payment.</param>
/// <param name="CheckInWithinMinutes">So many minutes after its start a booking is given up where nobody has checked in; null where nobody has to.</param>
public sealed record VenueDetails(
    string Name,
    string Description,
    string City,
    string Address,
    GeoPoint Location,
    string TimeZone,
    int Capacity,
    IReadOnlyList<VenueLayout> Layouts,
    IReadOnlyList<string> Features,
    string Currency,
    RateCard Rates,
    int TaxRate,
    IReadOnlyList<OpeningHours> Hours,
    IReadOnlyList<DatedHours> Exceptions,
    int BufferBeforeMinutes,
    int BufferAfterMinutes,
    int MinMinutes,
    int MaxMinutes,
    int StepMinutes,
    int MinNoticeMinutes,
    int MaxNoticeDays,
    int HoldMinutes,
    CancellationPolicy CancellationPolicy,
    VenueApproval Approval,
    PendingBlocks PendingBlocks,
    int RespondWithinMinutes,
    int PaymentMinutes,
    int? CheckInWithinMinutes)
{
    public const int MaxHours = 50;
    public const int MaxExceptions = 400;
    public const int MaxLayouts = 20;
    public const int MaxFeatures = 50;

    /// <summary>The longest time that a hall may need before or after.</summary>
    public const int MaxBufferMinutes = 24 * 60;
    private const int LongestMinutes = 31 * 24 * 60;
    private const int MaxHoldMinutes = 120;

    /// <summary>What holds where a new hall says nothing else.</summary>
    public static VenueDetails Usual(string currency) => new(
        "", "", "", "", default, "UTC", 1, [], [], currency, new RateCard([]), 0, [], [], 0, 0, 60, 7 * 24 * 60, 1, 0, (int)SaleWindow.Horizon.TotalDays, 15,
        CancellationPolicy.Default, VenueApproval.None, PendingBlocks.Soft, 2 * 24 * 60, 24 * 60, null);

    /// <summary>What is wrong with it, or null. The one place that knows the rules of a hall.</summary>
    public Error? Check()
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            return Error.Rule("/timeZone", $"'{TimeZone}' is not an IANA time zone.");
        }

        return CheckRange("/lat", Location.Latitude, -90, 90)
            ?? CheckRange("/lng", Location.Longitude, -180, 180)
            ?? CheckRange("/capacity", Capacity, 1, 1_000_000)
            ?? CheckRange("/taxRate", TaxRate, 0, 10_000)
            ?? CheckRange("/bufferBeforeMinutes", BufferBeforeMinutes, 0, MaxBufferMinutes)
            ?? CheckRange("/bufferAfterMinutes", BufferAfterMinutes, 0, MaxBufferMinutes)
            ?? CheckRange("/minMinutes", MinMinutes, 1, LongestMinutes)
            ?? CheckRange("/maxMinutes", MaxMinutes, MinMinutes, LongestMinutes)
            ?? CheckRange("/stepMinutes", StepMinutes, 1, 24 * 60)
            ?? CheckRange("/maxNoticeDays", MaxNoticeDays, 1, (int)SaleWindow.Horizon.TotalDays)
            ?? CheckRange("/minNoticeMinutes", MinNoticeMinutes, 0, MaxNoticeDays * 24 * 60)
            ?? CheckRange("/holdMinutes", HoldMinutes, 1, MaxHoldMinutes)
            ?? CheckRange("/respondWithinMinutes", RespondWithinMinutes, 1, 60 * 24 * 60)
            ?? CheckRange("/paymentMinutes", PaymentMinutes, 1, 30 * 24 * 60)
            ?? CheckRange("/checkInWithinMinutes", CheckInWithinMinutes ?? 1, 1, LongestMinutes)
            ?? CheckLayouts()
            ?? CancellationPolicy.Check("/cancellationPolicy").Error
            ?? new OpeningTimes(Hours, Exceptions, TimeZone).Check()
            ?? Rates.Check("/rates").Error;
    }

    private Error? CheckLayouts()
    {
        for (int i = 0; i < Layouts.Count; i++)
        {
            if (CheckRange($"/layouts/{i}/capacity", Layouts[i].Capacity, 1, Capacity) is { } error)
            {
                return error;
            }

            if (Layouts.Take(i).Any(other => other.Name == Layouts[i].Name))
            {
                return Error.Rule($"/layouts/{i}/name", "This layout is listed already.");
            }
        }

        return null;
    }

    private static Error? CheckRange(string pointer, double value, double least, double most) =>
        value >= least && value <= most ? null : Error.Rule(pointer, FormattableString.Invariant($"From {least} to {most}."));
}
