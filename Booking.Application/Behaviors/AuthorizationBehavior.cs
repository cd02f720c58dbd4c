namespace Booking.Application.Behaviors;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.Extensions.Logging;

/// <summary>Lets a restricted request through only for a signed-in user with one of its roles.</summary>
internal sealed class AuthorizationBehavior<TRequest, TResponse>(RequestContext context, ILogger<RequestContext> logger) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRestricted
    where TResponse : IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        if (context.UserId is null)
        {
            return Task.FromResult(TResponse.Failure(UserErrors.NotSignedIn));
        }

        if (TRequest.AllowedRoles.Count == 0 || TRequest.AllowedRoles.Intersect(context.Roles).Any())
        {
            return next(cancellationToken);
        }

        logger.Denied(UseCaseTelemetry.NameOf(typeof(TRequest)), context.UserId, string.Join(',', context.Roles));
        return Task.FromResult(TResponse.Failure(UserErrors.Forbidden));
    }
}

internal static partial class AuthorizationLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{UseCase} was denied to user {UserId} with the roles {Roles}.")]
    public static partial void Denied(this ILogger logger, string useCase, Guid? userId, string roles);
}
