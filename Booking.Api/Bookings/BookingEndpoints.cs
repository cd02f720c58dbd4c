namespace Booking.Api.Bookings;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Common;
using MediatR;

internal sealed class BookingEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder bookings = api.MapGroup("/bookings").WithTags("Bookings");
        bookings.MapPost("/", MakeBooking).Describe(nameof(MakeBooking), "Turns a hold into a booking.")
            .Idempotent().Produces<BookingView>(201).Refuses(404, 409, 410, 422);
        bookings.MapGet("/", ListBookings).Describe(nameof(ListBookings), "The caller's bookings, newest first; all of the tenant's for an admin.")
            .Produces<Page<BookingView>>().Refuses(401);
        bookings.MapGet("/{id:guid}", GetBooking).Describe(nameof(GetBooking), "Shows a booking.")
            .Produces<BookingView>().Produces(304).Refuses(404);
    }

    private static async Task<IResult> MakeBooking(MakeBookingRequest request, ISender sender, CancellationToken ct)
    {
        Result<MakeBookingCommand> command = request.ToCommand();
        return command.IsFailure
            ? new Problem(command.Error)
            : (await sender.Send(command.Value, ct)).ToCreated(booking => $"/api/v1/bookings/{booking.Id}");
    }

    private static async Task<IResult> ListBookings([AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListBookingsQuery(asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> GetBooking(Guid id, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<BookingView> booking = await sender.Send(new GetBookingQuery(id), ct);
        return booking.IsSuccess ? EntityTags.ToTagged(booking.Value, $"{booking.Value.Version}-{booking.Value.Status}", request) : booking.ToOk();
    }
}
