namespace Booking.Api.Http;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Microsoft.Net.Http.Headers;

/// <summary>Strong entity tags of offerings: <c>"version"</c>, or <c>"version-availability"</c> where the answer tells what is left.</summary>
internal static class EntityTags
{
    /// <summary>200 with the offering and its ETag, 304 when the caller has it already, or the problem.</summary>
    public static IResult ToTagged<T>(this Result<Versioned<T>> result, HttpRequest request)
    {
        if (result.IsFailure)
        {
            return new Problem(result.Error);
        }

        return Answer(request, TagOf(result.Value), result.Value.View);
    }

    /// <summary>201 with the new offering, its address and ETag, or the problem.</summary>
    public static IResult ToCreatedTagged<T>(this Result<Versioned<T>> result, HttpRequest request, Func<T, string> location)
    {
        if (result.IsFailure)
        {
            return new Problem(result.Error);
        }

        request.HttpContext.Response.Headers.ETag = TagOf(result.Value);
        return TypedResults.Created(location(result.Value.View), result.Value.View);
    }

    /// <summary>200 with the value and a strong ETag of its version, or 304 when the caller has it already.</summary>
    public static IResult ToTagged<T>(T value, string version, HttpRequest request) => Answer(request, $"\"{version}\"", value);

    private static string TagOf<T>(Versioned<T> offering) => offering.Availability == 0
        ? FormattableString.Invariant($"\"{offering.Version}\"")
        : FormattableString.Invariant($"\"{offering.Version}-{offering.Availability:x}\"");

    private static IResult Answer<T>(HttpRequest request, string tag, T value)
    {
        IHeaderDictionary headers = request.HttpContext.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "private, no-cache";
        EntityTagHeaderValue own = new(tag);
        bool known = request.GetTypedHeaders().IfNoneMatch.Any(theirs => theirs.Equals(EntityTagHeaderValue.Any) || theirs.Compare(own, useStrongComparison: false));
        return known ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(value);
    }
}
