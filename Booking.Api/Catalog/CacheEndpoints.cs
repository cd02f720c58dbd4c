namespace Booking.Api.Catalog;

using Booking.Api.Http;
using Booking.Application.Catalog;
using MediatR;

internal sealed class CacheEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cache/clear", ClearCache)
        .WithTags("Operations")
        .Describe(nameof(ClearCache), "Forgets every cached read, in all hosts.")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(401, 403);

    private static async Task<IResult> ClearCache(ISender sender, CancellationToken ct) => (await sender.Send(new ClearCacheCommand(), ct)).ToNoContent();
}
