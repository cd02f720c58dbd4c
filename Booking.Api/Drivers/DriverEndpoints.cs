namespace Booking.Api.Drivers;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class DriverEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder drivers = api.MapGroup("/drivers").WithTags("Drivers");
        drivers.MapGet("", ListDrivers)
            .Describe(nameof(ListDrivers), "The tenant's drivers with their shifts and last locations.")
            .Produces<Page<DriverView>>().Refuses(401, 403);
        drivers.MapPost("", CreateDriver)
            .Describe(nameof(CreateDriver), "Makes a user a driver.")
            .Produces<DriverView>(201).Refuses(401, 403, 409, 422);
        drivers.MapGet("/eligible", ListEligibleDrivers)
            .Describe(nameof(ListEligibleDrivers), "Which drivers can take a ride, and why the others cannot.")
            .Produces<Page<EligibleDriverView>>().Refuses(401, 403, 404, 422);
        drivers.MapGet("/{id:guid}", GetDriver)
            .Describe(nameof(GetDriver), "One driver.")
            .Produces<DriverView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        drivers.MapPatch("/{id:guid}", EditDriver)
            .Describe(nameof(EditDriver), "Changes a driver.")
            .Produces<DriverView>().Refuses(401, 403, 404, 412, 422, 428);
        drivers.MapPut("/{id:guid}/shift", PlanShift)
            .Describe(nameof(PlanShift), "Replaces the shifts of a driver.")
            .Produces<DriverView>().Refuses(401, 403, 404, 412, 422, 428);
        drivers.MapGet("/me", GetOwnDriver)
            .Describe(nameof(GetOwnDriver), "The driver who is signed in.")
            .Produces<DriverView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        drivers.MapPut("/me/shift", PlanOwnShift)
            .Describe(nameof(PlanOwnShift), "Replaces the shifts of the driver who is signed in.")
            .Produces<DriverView>().Refuses(401, 403, 404, 412, 422, 428);
        drivers.MapPut("/me/location", ReportLocation)
            .Describe(nameof(ReportLocation), "Says where the driver who is signed in is.")
            .Produces(204).Refuses(401, 403, 404, 409, 422);
    }

    private static async Task<IResult> ListDrivers(
        [FromQuery] string? near,
        [FromQuery] string? radiusKm,
        [FromQuery, Description("true leaves out those who take no rides at present.")] string? active,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        ListDriversQuery query = new(read.Area(near, radiusKm), read.Flag("active", active), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CreateDriver(CreateDriverRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, driver => $"/api/v1/drivers/{driver.Id}");

    private static async Task<IResult> ListEligibleDrivers(
        [FromQuery, Description("Required. The car that is driven.")] string? carId,
        [FromQuery, Description("Required. RFC 3339, or a local time of the car's zone.")] string? from,
        [FromQuery, Description("Required. At most 31 days after from.")] string? to,
        [FromQuery, Description("lat,lng of where the ride begins; the car's home when left out.")] string? pickUp,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        Guid? car = read.Id("carId", carId) ?? read.Missing<Guid>("carId");
        WallTime? start = read.Time("from", from) ?? read.Missing<WallTime>("from");
        WallTime? end = read.Time("to", to) ?? read.Missing<WallTime>("to");
        GeoPoint? place = read.Place("pickUp", pickUp);
        PageRequest asked = read.Page(page);
        return read.Error is { } error
            ? new Problem(error)
            : (await sender.Send(new ListEligibleDriversQuery(car!.Value, start!.Value, end!.Value, place, asked), ct)).ToPage(request);
    }

    private static async Task<IResult> GetDriver(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetDriverQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> GetOwnDriver(HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetDriverQuery(null), ct)).ToTagged(request);

    private static async Task<IResult> EditDriver(Guid id, EditDriverRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditDriverCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> PlanShift(Guid id, PlanShiftRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new PlanShiftCommand(id, version.Value, body.ToShift()), ct)).ToTagged(request);
    }

    private static async Task<IResult> PlanOwnShift(PlanShiftRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new PlanOwnShiftCommand(version.Value, body.ToShift()), ct)).ToTagged(request);
    }

    private static async Task<IResult> ReportLocation(ReportLocationRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ReportLocationCommand(body.Lat, body.Lng, body.At), ct)).ToNoContent();
}
