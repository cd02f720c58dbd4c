namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;

public sealed record GetPushKeyQuery : IQuery<PushKeyView>;

internal sealed class GetPushKeyHandler(IPushKeys keys) : IRequestHandler<GetPushKeyQuery, Result<PushKeyView>>
{
    public Task<Result<PushKeyView>> Handle(GetPushKeyQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<Result<PushKeyView>>(keys.PublicKey is { } key ? new PushKeyView(key) : PushErrors.NotConfigured);
}
