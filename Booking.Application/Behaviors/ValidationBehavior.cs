namespace Booking.Application.Behaviors;

using Booking.Domain.Common;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

/// <summary>Checks the shape of a request before anything else happens; what breaks it is named by JSON Pointers.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        List<ValidationFailure> failures = [];
        foreach (IValidator<TRequest> validator in validators)
        {
            failures.AddRange((await validator.ValidateAsync(request, cancellationToken)).Errors);
        }

        if (failures.Count == 0)
        {
            return await next(cancellationToken);
        }

        return TResponse.Failure(Error.Invalid("validation_failed", "The request is not of the stated form.") with
        {
            Fields = failures
                .GroupBy(failure => JsonPointer.From(failure.PropertyName), failure => failure.ErrorMessage)
                .ToDictionary(group => group.Key, group => group.Distinct().ToArray()),
        });
    }
}
