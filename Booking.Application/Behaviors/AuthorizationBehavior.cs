namespace Booking.Application.Behaviors;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Lets a restricted request through only for a signed-in user with one of its roles.</summary>
internal sealed class AuthorizationBehavior<TRequest, TResponse>(RequestContext context) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRestricted
    where TResponse : IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        if (context.UserId is null)
        {
            return Task.FromResult(TResponse.Failure(UserErrors.NotSignedIn));
        }

        return TRequest.AllowedRoles.Count == 0 || TRequest.AllowedRoles.Intersect(context.Roles).Any()
            ? next(cancellationToken)
            : Task.FromResult(TResponse.Failure(UserErrors.Forbidden));
    }
}
