namespace Booking.Api.Http;

using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

/// <summary>Problem answers for what never reaches an endpoint: unknown paths, wrong methods, wrong media types, bodies too large.</summary>
internal static class StatusCodeProblems
{
    public static Task WriteAsync(StatusCodeContext context) => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode);

    public static Task WriteAsync(HttpContext context, int status)
    {
        (string code, string title) = status switch
        {
            StatusCodes.Status400BadRequest => ("malformed_request", "The request cannot be read."),
            StatusCodes.Status401Unauthorized => ("not_authenticated", "This call needs an access token."),
            StatusCodes.Status403Forbidden => ("forbidden", "The signed-in user may not do this."),
            StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address does not take this method."),
            StatusCodes.Status406NotAcceptable => ("not_acceptable", "None of the accepted media types can be answered."),
            StatusCodes.Status413PayloadTooLarge => ("request_too_large", $"A request body has at most {RequestLimits.MaxBodyBytes} bytes."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "Send JSON as application/json."),
            StatusCodes.Status431RequestHeaderFieldsTooLarge => ("request_too_large", "The request headers are too large."),
            StatusCodes.Status503ServiceUnavailable => ("unavailable", "The service cannot answer now; try again."),
            _ => ("internal_error", "Something went wrong here; the trace id tells us what."),
        };
        ProblemDetails details = new() { Type = $"{Problem.Documentation}/{code}", Title = title, Status = status, Detail = title, Instance = context.Request.Path };
        details.Extensions["code"] = code;
        details.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(details, ApiJson.Options, "application/problem+json", context.RequestAborted);
    }
}
