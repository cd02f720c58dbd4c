namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using NodaTime;

/// <summary>Repeats an event by a rule; it becomes the first occurrence, and the copies are made up to a day.</summary>
/// <param name="Rule">RFC 5545, in the local time of the event's zone.</param>
/// <param name="Excluded">Local starts that are left out.</param>
/// <param name="Added">Local starts beside the rule's.</param>
/// <param name="Until">The last local day that occurrences are made for now.</param>
/// <param name="Publish">Puts the copies on sale at once; otherwise they are drafts.</param>
public sealed record CreateEventSeriesCommand(Guid EventId, string Rule, IReadOnlyList<LocalDateTime> Excluded, IReadOnlyList<LocalDateTime> Added, LocalDate Until, bool Publish)
    : ICommand<Versioned<EventSeriesView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

/// <param name="Created">The occurrences that this call has made; none where it only reads.</param>
/// <param name="CreatedUntil">The last local start that there is an occurrence for.</param>
public sealed record EventSeriesView(
    Guid Id, Guid TemplateId, string Rule, string StartsLocal, string TimeZone, IReadOnlyList<string> Excluded, IReadOnlyList<string> Added, string CreatedUntil, IReadOnlyList<OccurrenceView> Created,
    IReadOnlyList<string> AvailableActions)
{
    /// <param name="series">As it is saved.</param>
    internal static Versioned<EventSeriesView> Tagged(EventSeries series, IReadOnlyList<OccurrenceView> created) => new(
        new EventSeriesView(
            series.Id, series.TemplateId, series.Rule, series.StartsLocal, series.TimeZone, series.Excluded, series.Added, series.CreatedUntil, created, ["edit", "extend"]),
        series.Version);
}

/// <param name="Occurrence">Its local start in the series.</param>
public sealed record OccurrenceView(Guid EventId, string Occurrence, DateTimeOffset StartsAt);

internal sealed class CreateEventSeriesValidator : AbstractValidator<CreateEventSeriesCommand>
{
    private const int MostDates = 500;

    public CreateEventSeriesValidator()
    {
        RuleFor(command => command.Rule).NotEmpty().MaximumLength(RecurrenceRule.MaxLength);
        RuleFor(command => command.Excluded).Must(dates => dates.Count <= MostDates).WithMessage($"At most {MostDates} dates.");
        RuleFor(command => command.Added).Must(dates => dates.Count <= MostDates).WithMessage($"At most {MostDates} dates.");
    }
}

internal sealed class CreateEventSeriesHandler(IBookingDb db, IEventSeats seats, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<CreateEventSeriesCommand, Result<Versioned<EventSeriesView>>>
{
    public async Task<Result<Versioned<EventSeriesView>>> Handle(CreateEventSeriesCommand command, CancellationToken cancellationToken)
    {
        Result<Event> template = await db.FindManagedEventAsync(command.EventId, context, cancellationToken);
        if (template.IsFailure)
        {
            return template.Error;
        }

        Result<EventSeries> series = EventSeries.Create(Guid.CreateVersion7(unitOfWork.Now), template.Value, command.Rule.Trim(), command.Excluded, command.Added, unitOfWork.Now);
        Result<Done> noted = series.IsFailure ? series.Error : template.Value.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        db.EventSeries.Add(series.Value!);
        Result<IReadOnlyList<OccurrenceView>> made = await db.MakeOccurrencesAsync(seats, series.Value!, template.Value, command.Until, command.Publish, unitOfWork.Now, cancellationToken);
        return made.IsFailure ? made.Error : EventSeriesView.Tagged(series.Value!, made.Value);
    }
}
