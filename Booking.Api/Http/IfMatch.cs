namespace Booking.Api.Http;

using System.Globalization;
using Booking.Domain.Common;
using Microsoft.Net.Http.Headers;

/// <summary>Reads <c>If-Match</c> (RFC 9110 §13.1.1) of changes to offerings: which version the change starts from.</summary>
internal static class IfMatch
{
    private static readonly Error Required = new("precondition_required", "Send the ETag of the copy that the change starts from as If-Match.", ErrorKind.PreconditionRequired);

    private static readonly Error Foreign = new("precondition_failed", "This is not an ETag of this resource.", ErrorKind.PreconditionFailed);

    /// <returns>The version in the tag <c>"version"</c> or <c>"version-availability"</c>; what is left over is no part of what is changed.</returns>
    public static Result<long> Read(HttpRequest request)
    {
        if (!request.Headers.ContainsKey(HeaderNames.IfMatch))
        {
            return Required;
        }

        return request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag]
            && long.TryParse(tag.Tag.AsSpan().Trim('"').ToString().Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? version
            : Foreign;
    }
}
