namespace Booking.Application.Behaviors;

using System.Text.Json;
using System.Text.Json.Serialization;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using NodaTime;
using NodaTime.Text;

/// <summary>Answers what <see cref="CachedQueries"/> lists from the cache. Behind validation, so that only well-formed requests make entries.</summary>
internal sealed class CachingBehavior<TRequest, TResponse>(IReadCache cache, RequestContext context) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IReadOnly
    where TResponse : IOutcome<TResponse>
{
    private static readonly string UseCase = UseCaseTelemetry.NameOf(typeof(TRequest));

    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken) => CachedQueries.PolicyOf(request) is { } policy
        ? cache.GetOrLoadAsync(context.TenantId, UseCase, Question.Of(request), policy, ct => next(ct), cancellationToken)
        : next(cancellationToken);
}

/// <summary>A request as text in which every member shows, so that no two different ones share an answer.</summary>
internal static class Question
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new AsText<WallTime>(time => time.ToString()), new AsText<LocalDate>(LocalDatePattern.Iso.Format) },
    };

    public static string Of<TRequest>(TRequest request) => JsonSerializer.Serialize(request, Options);

    private sealed class AsText<T>(Func<T, string> text) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Questions are only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
    }
}
