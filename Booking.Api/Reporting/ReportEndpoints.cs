namespace Booking.Api.Reporting;

using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Booking.Api.Bookings;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Reporting;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ReportEndpoints : IEndpointGroup
{
    private const int UsualOfferings = 50;
    private const int MaxOfferings = 200;

    private static readonly ReportGrouping[] ByTimeOrKind = [ReportGrouping.Total, ReportGrouping.Day, ReportGrouping.Week, ReportGrouping.Month, ReportGrouping.Kind];

    private static readonly ReportGrouping[] ByAll = [.. ByTimeOrKind, ReportGrouping.Offering];

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder admin = api.MapGroup("/admin").WithTags("Reporting");
        admin.MapGet("/stats", GetStats).Describe(nameof(GetStats), "The tenant's figures at one look: revenue, money, and what became of holds.")
            .Produces<StatsView>().Produces(304).Refuses(401, 403);
        admin.MapGet("/revenue", GetRevenue).Describe(nameof(GetRevenue), "What was sold, by day, week, month, kind or offering.")
            .Produces<RevenueView>().Produces(304).Refuses(401, 403);
        admin.MapGet("/revenue.csv", GetRevenueCsv).Describe(nameof(GetRevenueCsv), "The same for a spreadsheet, in minor units.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
        admin.MapGet("/funnel", GetFunnel).Describe(nameof(GetFunnel), "How many holds became bookings, and how many of these were paid.")
            .Produces<FunnelView>().Produces(304).Refuses(401, 403);
        admin.MapGet("/funnel.csv", GetFunnelCsv).Describe(nameof(GetFunnelCsv), "The same for a spreadsheet.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
        admin.MapGet("/waitlist-conversion", GetWaitlistConversion).Describe(nameof(GetWaitlistConversion), "How many of those who waited were offered something, and how many took it.")
            .Produces<WaitlistConversionView>().Produces(304).Refuses(401, 403);
        admin.MapGet("/waitlist-conversion.csv", GetWaitlistConversionCsv).Describe(nameof(GetWaitlistConversionCsv), "The same for a spreadsheet.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
        admin.MapGet("/driver-utilisation", GetDriverUtilisation).Describe(nameof(GetDriverUtilisation), "How much of their shifts drivers drove, and what they answered when they were asked.")
            .Produces<DriverUtilisationView>().Produces(304).Refuses(401, 403);
        admin.MapGet("/driver-utilisation.csv", GetDriverUtilisationCsv).Describe(nameof(GetDriverUtilisationCsv), "The same for a spreadsheet.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
        admin.MapGet("/bookings.csv", ExportBookings).Describe(nameof(ExportBookings), "The tenant's bookings for a spreadsheet, newest first, up to 50,000, in minor units.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
    }

    private static async Task<IResult> GetStats([AsParameters] PeriodParameters period, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetStatsQuery query = new(period.Read(read));
        return read.Error is { } error ? new Problem(error) : Tagged(await sender.Send(query, ct), request);
    }

    private static async Task<IResult> GetRevenue([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, [AsParameters] OfferingParameters offerings, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetRevenueQuery query = Revenue(read, period, report, offerings);
        return read.Error is { } error ? new Problem(error) : Tagged(await sender.Send(query, ct), request);
    }

    private static async Task<IResult> GetRevenueCsv([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, [AsParameters] OfferingParameters offerings, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetRevenueQuery query = Revenue(read, period, report, offerings);
        if (read.Error is { } error)
        {
            return new Problem(error);
        }

        Result<RevenueView> revenue = await sender.Send(query, ct);
        return revenue.IsFailure ? new Problem(revenue.Error) : Csv.File(ReportCsv.Write(revenue.Value), Name("revenue", revenue.Value.From, revenue.Value.To));
    }

    private static async Task<IResult> GetFunnel([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetFunnelQuery query = new(period.Read(read), report.ReadGrouping(read, ByTimeOrKind), report.ReadKind(read));
        return read.Error is { } error ? new Problem(error) : Tagged(await sender.Send(query, ct), request);
    }

    private static async Task<IResult> GetFunnelCsv([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetFunnelQuery query = new(period.Read(read), report.ReadGrouping(read, ByTimeOrKind), report.ReadKind(read));
        if (read.Error is { } error)
        {
            return new Problem(error);
        }

        Result<FunnelView> funnel = await sender.Send(query, ct);
        return funnel.IsFailure ? new Problem(funnel.Error) : Csv.File(ReportCsv.Write(funnel.Value), Name("funnel", funnel.Value.From, funnel.Value.To));
    }

    private static async Task<IResult> GetWaitlistConversion([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetWaitlistConversionQuery query = new(period.Read(read), report.ReadGrouping(read, ByTimeOrKind), report.ReadKind(read));
        return read.Error is { } error ? new Problem(error) : Tagged(await sender.Send(query, ct), request);
    }

    private static async Task<IResult> GetWaitlistConversionCsv([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetWaitlistConversionQuery query = new(period.Read(read), report.ReadGrouping(read, ByTimeOrKind), report.ReadKind(read));
        if (read.Error is { } error)
        {
            return new Problem(error);
        }

        Result<WaitlistConversionView> waited = await sender.Send(query, ct);
        return waited.IsFailure ? new Problem(waited.Error) : Csv.File(ReportCsv.Write(waited.Value), Name("waitlist-conversion", waited.Value.From, waited.Value.To));
    }

    private static async Task<IResult> GetDriverUtilisation([AsParameters] PeriodParameters period, [AsParameters] DriverParameters drivers, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetDriverUtilisationQuery query = drivers.Read(read, period);
        return read.Error is { } error ? new Problem(error) : Tagged(await sender.Send(query, ct), request);
    }

    private static async Task<IResult> GetDriverUtilisationCsv([AsParameters] PeriodParameters period, [AsParameters] DriverParameters drivers, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetDriverUtilisationQuery query = drivers.Read(read, period);
        if (read.Error is { } error)
        {
            return new Problem(error);
        }

        Result<DriverUtilisationView> driven = await sender.Send(query, ct);
        return driven.IsFailure ? new Problem(driven.Error) : Csv.File(ReportCsv.Write(driven.Value), Name("driver-utilisation", driven.Value.From, driven.Value.To));
    }

    private static async Task<IResult> ExportBookings([AsParameters] ListBookingsParameters parameters, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListBookingsQuery query = parameters.ToQuery(read, new PageQuery(PageRequest.MaxLimit, null));
        return read.Error is { } error
            ? new Problem(error)
            : await CsvStream.AnswerAsync(
                "bookings.csv", ReportCsv.BookingHead, (cursor, token) => sender.Send(new ExportBookingsQuery(query with { Page = query.Page with { Cursor = cursor } }), token), ReportCsv.Cells, ct);
    }

    private static GetRevenueQuery Revenue(QueryReader read, PeriodParameters period, ReportParameters report, OfferingParameters offerings) => new(
        period.Read(read), report.ReadGrouping(read, ByAll), report.ReadKind(read), read.Id("offeringId", offerings.OfferingId), read.Number("top", offerings.Top, 1, MaxOfferings) ?? UsualOfferings);

    private static string Name(string report, DateOnly from, DateOnly to) => FormattableString.Invariant($"{report}-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}.csv");

    /// <summary>The tag is of what the answer says: figures change without anybody's doing.</summary>
    private static IResult Tagged<T>(Result<T> result, HttpRequest request) => result.IsFailure
        ? new Problem(result.Error)
        : EntityTags.ToTagged(result.Value, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(result.Value, ApiJson.Options)).AsSpan(0, 16)), request);
}

/// <summary>Which offerings a report is about; bind with <c>[AsParameters]</c>.</summary>
internal sealed record OfferingParameters(
    [property: FromQuery(Name = "offeringId"), Description("Only this offering.")] string? OfferingId,
    [property: FromQuery(Name = "top"), Description("By offering: so many, the largest first; 50 when left out.")] string? Top);

/// <summary>Which drivers a report is about; bind with <c>[AsParameters]</c>.</summary>
internal sealed record DriverParameters(
    [property: FromQuery(Name = "driverId"), Description("Only this driver.")] string? DriverId,
    [property: FromQuery(Name = "top"), Description("So many, who drove longest; 50 when left out.")] string? Top)
{
    private const int Usual = 50;
    private const int Most = 200;

    public GetDriverUtilisationQuery Read(QueryReader reader, PeriodParameters period) => new(period.Read(reader), reader.Id("driverId", DriverId), reader.Number("top", Top, 1, Most) ?? Usual);
}
