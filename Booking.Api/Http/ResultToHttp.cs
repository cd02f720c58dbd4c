namespace Booking.Api.Http;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Microsoft.AspNetCore.Mvc;

/// <summary>The one place where an outcome becomes HTTP.</summary>
internal static class ResultToHttp
{
    /// <summary>200 with the value, or the problem.</summary>
    public static IResult ToOk<T>(this Result<T> result) => result.IsSuccess ? TypedResults.Ok(result.Value) : new Problem(result.Error);

    /// <summary>201 with the value and its address, or the problem.</summary>
    public static IResult ToCreated<T>(this Result<T> result, Func<T, string> location) =>
        result.IsSuccess ? TypedResults.Created(location(result.Value), result.Value) : new Problem(result.Error);

    /// <summary>204, or the problem.</summary>
    public static IResult ToNoContent<T>(this Result<T> result) => result.IsSuccess ? TypedResults.NoContent() : new Problem(result.Error);

    /// <summary>200 with a page and its <c>Link: rel="next"</c>, or the problem.</summary>
    public static IResult ToPage<T>(this Result<Page<T>> result, HttpRequest request) => result.ToLinked(request, page => page.NextCursor);

    /// <summary>200 with what has pages and tells more than a page, and its <c>Link: rel="next"</c>, or the problem.</summary>
    public static IResult ToLinked<T>(this Result<T> result, HttpRequest request, Func<T, string?> next)
        where T : class
    {
        if (result.IsSuccess)
        {
            Link(request, next(result.Value));
        }

        return result.ToOk();
    }

    /// <summary>Says in the answer's <c>Link: rel="next"</c> where the list goes on.</summary>
    /// <param name="next">The next page's cursor; null on the last page.</param>
    public static void Link(HttpRequest request, string? next)
    {
        if (next is { } cursor)
        {
            QueryString query = QueryString.Create(request.Query
                .Where(parameter => parameter.Key != "cursor")
                .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value)))
                .Append(KeyValuePair.Create<string, string?>("cursor", cursor)));
            request.HttpContext.Response.Headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
        }
    }

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        ErrorKind.RuleViolated => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"No status for {kind}."),
    };
}

/// <summary>An RFC 9457 problem answer: <c>type</c>, <c>title</c>, <c>status</c>, <c>code</c>, <c>detail</c>, <c>traceId</c>, <c>errors</c>.</summary>
internal sealed class Problem(Error error) : IResult
{
    /// <summary>The page that documents the codes; a stable absolute URI.</summary>
    public const string Documentation = "https://booking.example/errors";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = ResultToHttp.StatusOf(error.Kind);
        if (error.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (error.Kind == ErrorKind.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        return response.WriteAsJsonAsync(Details(error, httpContext), ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
    }

    public static ProblemDetails Details(Error error, HttpContext httpContext)
    {
        ProblemDetails details = new()
        {
            Type = $"{Documentation}/{error.Code}",
            Title = error.Message,
            Status = ResultToHttp.StatusOf(error.Kind),
            Detail = error.Fields.Count > 0 ? string.Join(" ", error.Fields.SelectMany(field => field.Value)) : error.Message,
            Instance = httpContext.Request.Path,
        };
        details.Extensions["code"] = error.Code;
        details.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        if (error.Fields.Count > 0)
        {
            details.Extensions["errors"] = error.Fields;
        }

        if (error.Reason is { } reason)
        {
            details.Extensions["reason"] = reason;
        }

        foreach ((string name, object? value) in error.Extensions)
        {
            details.Extensions[name] = value;
        }

        return details;
    }
}
