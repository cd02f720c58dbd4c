namespace Booking.Api.Reporting;

using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Booking.Api.Http;
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
