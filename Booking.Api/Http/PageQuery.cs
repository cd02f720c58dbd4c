namespace Booking.Api.Http;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Microsoft.AspNetCore.Mvc;

/// <summary>The paging parameters that every list takes; bind with <c>[AsParameters]</c>.</summary>
internal sealed record PageQuery(
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "cursor")] string? Cursor)
{
    /// <summary>Refuses limits outside 1 to 200.</summary>
    public Result<PageRequest> ToPage() => Limit is < 1 or > PageRequest.MaxLimit
        ? Error.Invalid("validation_failed", "The request is not of the stated form.") with
        {
            Fields = new Dictionary<string, string[]> { ["/limit"] = [$"The limit is between 1 and {PageRequest.MaxLimit}."] },
        }
        : new PageRequest(Limit ?? PageRequest.DefaultLimit, Cursor);
}
