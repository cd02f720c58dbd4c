namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using Booking.Domain.Waitlist;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>An administrator lets a queue be promoted now. It is the queue's order that counts: nobody jumps it.</summary>
/// <param name="EntryId">The queue of this entry; or</param>
/// <param name="Kind">of this kind</param>
/// <param name="OfferingId">and offering.</param>
public sealed record RunPromotionProcess(Guid? EntryId, string? Kind, Guid? OfferingId) : IProcess<PromotionView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class RunPromotionValidator : AbstractValidator<RunPromotionProcess>
{
    public RunPromotionValidator()
    {
        RuleFor(process => process.EntryId).NotNull().WithMessage("Name an entry, or the kind and id of an offering.").When(process => process.Kind is null && process.OfferingId is null);
        RuleFor(process => process.EntryId).Null().WithMessage("Name either an entry or an offering.").When(process => process.Kind is not null || process.OfferingId is not null);
        RuleFor(process => process.Kind).NotNull().Must(kind => ItemKinds.All.Contains(kind)).WithMessage($"One of {string.Join(", ", ItemKinds.All)}.").When(process => process.EntryId is null);
        RuleFor(process => process.OfferingId).NotNull().When(process => process.EntryId is null);
    }
}

internal sealed class RunPromotionHandler(IBookingDb db, IUnitOfWork unitOfWork, WishReader wishes, ISender sender) : IRequestHandler<RunPromotionProcess, Result<PromotionView>>
{
    public async Task<Result<PromotionView>> Handle(RunPromotionProcess process, CancellationToken cancellationToken)
    {
        Result<string> queue = await unitOfWork.RunAsync(ct => FindAsync(process, ct), cancellationToken);
        return queue.IsFailure ? queue.Error : await sender.Send(new PromoteWaitlistProcess(queue.Value), cancellationToken);
    }

    private async Task<Result<string>> FindAsync(RunPromotionProcess process, CancellationToken ct)
    {
        if (process.EntryId is { } id)
        {
            string? queue = await db.WaitlistEntries.AsNoTracking().Where(entry => entry.Id == id).Select(entry => entry.Queue).SingleOrDefaultAsync(ct);
            return queue is null ? WaitlistErrors.NotFound : queue;
        }

        return await wishes.QueueOfAsync(process.Kind!, process.OfferingId!.Value, ct) is { } found ? found : OfferingErrors.NotFound;
    }
}
