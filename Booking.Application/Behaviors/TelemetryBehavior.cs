namespace Booking.Application.Behaviors;

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Booking.Domain.Common;
using MediatR;

/// <summary>One span and one duration per use case, with the code of its refusal.</summary>
internal sealed class TelemetryBehavior<TRequest, TResponse>(TimeProvider clock) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    private static readonly string UseCase = UseCaseTelemetry.NameOf(typeof(TRequest));

    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        using Activity? span = UseCaseTelemetry.Source.StartActivity(UseCase);
        long started = clock.GetTimestamp();
        string outcome = "exception";
        try
        {
            TResponse response = await next(cancellationToken);
            outcome = response.Error?.Code ?? "success";
            return response;
        }
        finally
        {
            span?.SetTag("booking.outcome", outcome);
            UseCaseTelemetry.Duration.Record(
                clock.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("booking.use_case", UseCase),
                new KeyValuePair<string, object?>("booking.outcome", outcome));
        }
    }
}

/// <summary>The names that the hosts subscribe to.</summary>
public static class UseCaseTelemetry
{
    public const string Name = "Booking.UseCases";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("booking.use_case.duration", "s", "How long a use case took, by outcome.");

    /// <summary>A span for a call to the outside that is made later than what it tells of, in the trace of that.</summary>
    /// <param name="traceParent">W3C, as it was kept; null begins a trace of its own.</param>
    internal static Activity? StartCall(string name, string? traceParent)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out ActivityContext parent);
        return Source.StartActivity(name, ActivityKind.Client, parent);
    }

    /// <param name="error">A word; null when it went well.</param>
    internal static void Answered(this Activity? call, int? statusCode, string? error)
    {
        call?.SetTag("http.response.status_code", statusCode);
        if (error is not null)
        {
            call?.SetStatus(ActivityStatusCode.Error, error);
        }
    }

    internal static string NameOf(Type request)
    {
        string name = request.Name;
        foreach (string suffix in (string[])["Command", "Query", "Process"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return name[..^suffix.Length];
            }
        }

        return name;
    }
}
