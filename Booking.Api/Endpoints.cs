namespace Booking.Api;

using Booking.Api.Bookings;
using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Api.Payments;
using Booking.Api.Users;

/// <summary>Every endpoint group, in the order of the documentation.</summary>
internal static class Endpoints
{
    public static void MapEndpoints(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        Map<AuthEndpoints>(api);
        Map<HoldEndpoints>(api);
        Map<BookingEndpoints>(api);
        Map<PaymentEndpoints>(api);
        SandboxEndpoints.Map(app, api);
    }

    private static void Map<TGroup>(RouteGroupBuilder api)
        where TGroup : IEndpointGroup => TGroup.Map(api);
}
