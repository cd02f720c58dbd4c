namespace Booking.Api.Http;

/// <summary>The endpoints of one resource; listed in <see cref="Endpoints"/>.</summary>
internal interface IEndpointGroup
{
    /// <param name="api">The group <c>/api/v1</c>.</param>
    static abstract void Map(IEndpointRouteBuilder api);
}
