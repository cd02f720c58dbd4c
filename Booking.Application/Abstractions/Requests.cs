namespace Booking.Application.Abstractions;

using Booking.Domain.Common;
using MediatR;

/// <summary>Changes something: runs in one unit of work, which commits when the outcome is a success and rolls back otherwise.</summary>
public interface ICommand<T> : IRequest<Result<T>>, ITransactional;

/// <summary>Changes something in several steps with an outside call between them; its handler runs its own units of work.</summary>
public interface IProcess<T> : IRequest<Result<T>>;

/// <summary>Reads only.</summary>
public interface IQuery<T> : IRequest<Result<T>>, IReadOnly;

/// <summary>Marks what the caching behaviour looks at.</summary>
public interface IReadOnly;

/// <summary>Marks what the transaction behaviour wraps.</summary>
public interface ITransactional;

/// <summary>A request that only some roles may make.</summary>
public interface IRestricted
{
    /// <summary>One of these is enough; empty means any signed-in user.</summary>
    static abstract IReadOnlyList<string> AllowedRoles { get; }
}
