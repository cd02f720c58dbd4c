namespace Booking.Application.Behaviors;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>Runs a command in one unit of work. Innermost, so that nothing is locked while a request is still being checked.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(IUnitOfWork unitOfWork) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ITransactional
    where TResponse : IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync(ct => next(ct), cancellationToken);
}
