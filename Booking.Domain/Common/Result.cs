namespace Booking.Domain.Common;

using System.Diagnostics.CodeAnalysis;

/// <summary>What the pipeline needs of any outcome: to see a failure, to make one, and to store and restore a success.</summary>
public interface IOutcome<out TSelf>
{
    bool IsSuccess { get; }

    Error? Error { get; }

    /// <summary>The value of a success.</summary>
    object? Payload { get; }

    static abstract Type PayloadType { get; }

    static abstract TSelf Failure(Error error);

    static abstract TSelf Restore(object payload);
}

/// <summary>A value, or the <see cref="Common.Error"/> that refused it.</summary>
public sealed class Result<T> : IOutcome<Result<T>>
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    public static Type PayloadType => typeof(T);

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    [MemberNotNullWhen(false, nameof(Value))]
    [MemberNotNullWhen(true, nameof(Error))]
    public bool IsFailure => Error is not null;

    public T? Value { get; }

    public Error? Error { get; }

    public object? Payload => Value;

    public static Result<T> Success(T value) => new(value, null);

    public static Result<T> Failure(Error error) => new(default, error);

    public static Result<T> Restore(object payload) => Success((T)payload);

    public static implicit operator Result<T>(T value) => Success(value);

    public static implicit operator Result<T>(Error error) => Failure(error);
}

/// <summary>The value of a use case that answers nothing but 'done'.</summary>
public readonly record struct Done
{
    public static readonly Done Value;
}

/// <summary>Short forms for outcomes without a value.</summary>
public static class Result
{
    public static Result<Done> Success { get; } = Result<Done>.Success(Done.Value);

    public static Result<Done> Failure(Error error) => Result<Done>.Failure(error);
}
