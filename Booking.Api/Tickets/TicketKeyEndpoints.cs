namespace Booking.Api.Tickets;

using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Application.Tickets;
using MediatR;

/// <summary>The public keys of tickets, at the address where such things are looked for.</summary>
internal static class TicketKeyEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/.well-known/ticket-keys.json", ListTicketKeys).WithTags("Tickets").WithoutTenant()
        .Describe(nameof(ListTicketKeys), "The public keys of all tickets as a JWK set.")
        .Produces<TicketKeySet>().Refuses();

    private static async Task<IResult> ListTicketKeys(ISender sender, HttpResponse response, CancellationToken ct)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return (await sender.Send(new ListTicketKeysQuery(), ct)).ToOk();
    }
}
