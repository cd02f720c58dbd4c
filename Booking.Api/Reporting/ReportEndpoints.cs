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
        MapReport<StatsView>(admin, "/stats", GetStats, nameof(GetStats), "The tenant's figures at one look: revenue, money, and what became of holds.");
        MapReport<RevenueView>(
            admin, "/revenue", GetRevenue, nameof(GetRevenue), "What was sold, by day, week, month, kind or offering.", "The same for a spreadsheet, in minor units.");
        MapReport<FunnelView>(admin, "/funnel", GetFunnel, nameof(GetFunnel), "How many holds became bookings, and how many of these were paid.", AsFile.Summary);
        MapReport<WaitlistConversionView>(
            admin, "/waitlist-conversion", GetWaitlistConversion, nameof(GetWaitlistConversion), "How many of those who waited were offered something, and how many took it.", AsFile.Summary);
        MapReport<DriverUtilisationView>(
            admin, "/driver-utilisation", GetDriverUtilisation, nameof(GetDriverUtilisation), "How much of their shifts drivers drove, and what they answered when they were asked.", AsFile.Summary);
        MapReport<OccupancyView>(admin, "/occupancy", GetOccupancy, nameof(GetOccupancy), "How much of what could be sold is sold, by offering and local day.");
        admin.MapGet("/occupancy.csv", GetOccupancyCsv).Describe(nameof(GetOccupancyCsv), "The same for a spreadsheet, up to 50,000 lines.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
        admin.MapGet("/bookings.csv", ExportBookings).Describe(nameof(ExportBookings), "The tenant's bookings for a spreadsheet, newest first, up to 50,000, in minor units.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
    }

    /// <param name="fileSummary">Of the same path with <c>.csv</c>; null where there is no file.</param>
    private static void MapReport<TView>(RouteGroupBuilder admin, string path, Delegate handler, string name, string summary, string? fileSummary = null)
    {
        admin.MapGet(path, handler).Describe(name, summary).Produces<TView>().Produces(304).Refuses(401, 403);
        if (fileSummary is not null)
        {
            admin.MapGet($"{path}.csv", handler).Describe($"{name}Csv", fileSummary).WithMetadata(new AsFile()).Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
        }
    }

    private static Task<IResult> GetStats([AsParameters] PeriodParameters period, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        return AnswerAsync(read, new GetStatsQuery(period.Read(read)), null, request, sender, ct);
    }

    private static Task<IResult> GetRevenue([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, [AsParameters] OfferingParameters offerings, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetRevenueQuery query = new(
            period.Read(read), report.ReadGrouping(read, ByAll), report.ReadKind(read), read.Id("offeringId", offerings.OfferingId), read.Number("top", offerings.Top, 1, MaxOfferings) ?? UsualOfferings);
        return AnswerAsync(read, query, ReportCsv.Revenue, request, sender, ct);
    }

    private static Task<IResult> GetFunnel([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        return AnswerAsync(read, new GetFunnelQuery(period.Read(read), report.ReadGrouping(read, ByTimeOrKind), report.ReadKind(read)), ReportCsv.Funnel, request, sender, ct);
    }

    private static Task<IResult> GetWaitlistConversion([AsParameters] PeriodParameters period, [AsParameters] ReportParameters report, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        return AnswerAsync(read, new GetWaitlistConversionQuery(period.Read(read), report.ReadGrouping(read, ByTimeOrKind), report.ReadKind(read)), ReportCsv.WaitlistConversion, request, sender, ct);
    }

    private static Task<IResult> GetDriverUtilisation([AsParameters] PeriodParameters period, [AsParameters] DriverParameters drivers, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        return AnswerAsync(read, drivers.Read(read, period), ReportCsv.DriverUtilisation, request, sender, ct);
    }

    private static Task<IResult> GetOccupancy([AsParameters] PeriodParameters period, [AsParameters] OccupancyParameters occupancy, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        return AnswerAsync(read, occupancy.Read(read, period, read.Page(page), hasTotals: true), null, request, sender, ct, view => view.NextCursor);
    }

    private static async Task<IResult> GetOccupancyCsv([AsParameters] PeriodParameters period, [AsParameters] OccupancyParameters occupancy, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetOccupancyQuery query = occupancy.Read(read, period, new PageRequest(PageRequest.MaxLimit, null), hasTotals: false);
        return read.Error is { } error ? new Problem(error) : await CsvStream.AnswerAsync("occupancy.csv", ReportCsv.OccupancyHead, LoadAsync, ReportCsv.Cells, ct);

        async Task<Result<Page<OccupancyLineView>>> LoadAsync(string? cursor, CancellationToken token)
        {
            Result<OccupancyView> view = await sender.Send(query with { Page = query.Page with { Cursor = cursor } }, token);
            return view.IsFailure ? view.Error : new Page<OccupancyLineView>(view.Value.Items, view.Value.NextCursor);
        }
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

    /// <summary>The report as JSON, or as a file where the path says so. The tag is of what the answer says: figures change without anybody's doing.</summary>
    /// <param name="file">Null where the path has none.</param>
    /// <param name="next">The cursor of the next page where the report has pages.</param>
    private static async Task<IResult> AnswerAsync<TView>(
        QueryReader read, IQuery<TView> query, ReportFile<TView>? file, HttpRequest request, ISender sender, CancellationToken ct, Func<TView, string?>? next = null)
    {
        if (read.Error is { } error)
        {
            return new Problem(error);
        }

        Result<TView> result = await sender.Send(query, ct);
        if (result.IsFailure)
        {
            return new Problem(result.Error);
        }

        if (file is not null && request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<AsFile>() is not null)
        {
            return file.Answer(result.Value);
        }

        ResultToHttp.Link(request, next?.Invoke(result.Value));
        return EntityTags.ToTagged(result.Value, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(result.Value, ApiJson.Options)).AsSpan(0, 16)), request);
    }

    /// <summary>Marks a path that answers a file.</summary>
    private sealed class AsFile
    {
        public const string Summary = "The same for a spreadsheet.";
    }
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

/// <summary>What occupancy is told of; bind with <c>[AsParameters]</c>.</summary>
internal sealed record OccupancyParameters(
    [property: FromQuery(Name = "kind"), Description("Only this kind of items: car, venue, service, ticket, eventSeat or tripSeat.")] string? Kind,
    [property: FromQuery(Name = "offeringId"), Description("Only this car, hall, provider, event or trip, this session or this class.")] string? OfferingId)
{
    public GetOccupancyQuery Read(QueryReader reader, PeriodParameters period, PageRequest page, bool hasTotals) =>
        new(period.Read(reader), reader.AnyOf("kind", Kind, GetOccupancyQuery.Kinds), reader.Id("offeringId", OfferingId), page, hasTotals);
}
