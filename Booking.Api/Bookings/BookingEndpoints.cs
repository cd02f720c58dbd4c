namespace Booking.Api.Bookings;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class BookingEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder bookings = api.MapGroup("/bookings").WithTags("Bookings");
        bookings.MapPost("/", MakeBooking).Describe(nameof(MakeBooking), "Turns a hold into a booking.")
            .Idempotent().Produces<BookingView>(201).Refuses(404, 409, 410, 422);
        bookings.MapGet("/", ListBookings).Describe(nameof(ListBookings), "The caller's bookings, newest first; all of the tenant's for an admin.")
            .Produces<Page<BookingView>>().Refuses(401, 403);
        bookings.MapPatch("/{id:guid}/passengers", NamePassengers).Describe(nameof(NamePassengers), "Says who uses some of the items.")
            .Produces<BookingView>().Refuses(404, 409, 422);
        bookings.MapGet("/{id:guid}", GetBooking).Describe(nameof(GetBooking), "Shows a booking.")
            .Produces<BookingView>().Produces(304).Refuses(404);
    }

    private static async Task<IResult> MakeBooking(MakeBookingRequest request, HttpRequest http, ISender sender, CancellationToken ct)
    {
        Result<MakeBookingCommand> command = request.ToCommand(http.Headers.UserAgent);
        return command.IsFailure
            ? new Problem(command.Error)
            : (await sender.Send(command.Value, ct)).ToCreated(booking => $"/api/v1/bookings/{booking.Id}");
    }

    private static async Task<IResult> ListBookings([AsParameters] ListBookingsParameters parameters, [AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        QueryReader reader = new();
        ListBookingsQuery query = parameters.ToQuery(reader, page);
        return reader.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> NamePassengers(Guid id, NamePassengersRequest request, ISender sender, CancellationToken ct)
    {
        Result<IReadOnlyList<Passenger>> passengers = PassengerBody.ToPassengers(request.Passengers);
        return passengers.IsFailure ? new Problem(passengers.Error) : (await sender.Send(new NamePassengersCommand(id, passengers.Value), ct)).ToOk();
    }

    private static async Task<IResult> GetBooking(Guid id, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<BookingView> booking = await sender.Send(new GetBookingQuery(id), ct);
        return booking.IsSuccess ? EntityTags.ToTagged(booking.Value, $"{booking.Value.Version}-{booking.Value.Status}", request) : booking.ToOk();
    }
}

/// <summary>What bookings are found by; bind with <c>[AsParameters]</c>.</summary>
internal sealed record ListBookingsParameters(
    [property: FromQuery(Name = "status"), Description("One of the states of a booking.")] string? Status,
    [property: FromQuery(Name = "from")] string? From,
    [property: FromQuery(Name = "to")] string? To,
    [property: FromQuery(Name = "offeringId")] string? OfferingId,
    [property: FromQuery(Name = "number")] string? Number,
    [property: FromQuery(Name = "email")] string? Email,
    [property: FromQuery(Name = "managed")] string? Managed)
{
    public ListBookingsQuery ToQuery(QueryReader reader, PageQuery page) => new(
        reader.Page(page), reader.Word<BookingStatus>("status", Status), reader.Instant("from", From), reader.Instant("to", To), reader.Id("offeringId", OfferingId),
        reader.Text("number", Number), reader.Text("email", Email), reader.Flag("managed", Managed));
}
