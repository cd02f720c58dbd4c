namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>Which occurrences a change is for. One alone is changed as the event that it is.</summary>
public enum SeriesScope
{
    /// <summary>An occurrence and all behind it.</summary>
    Following,

    /// <summary>All of them.</summary>
    All,
}

/// <summary>Changes occurrences of a series, each for itself: what cannot be changed stays, and the answer says so.</summary>
/// <param name="Version">Of the series.</param>
/// <param name="EventId">The occurrence that <see cref="SeriesScope.Following"/> begins with.</param>
/// <param name="StartTime">Another local time of day. Only occurrences of which nobody has or holds a place are moved.</param>
/// <param name="DurationMinutes">Likewise.</param>
public sealed record EditEventSeriesCommand(Guid Id, long Version, SeriesScope Scope, Guid? EventId, EventFields Fields, LocalTime? StartTime, int? DurationMinutes)
    : ICommand<Versioned<EditedSeriesView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

/// <param name="Items">One for each occurrence in the scope that has not begun, by start.</param>
public sealed record EditedSeriesView(IReadOnlyList<EditedOccurrenceView> Items);

/// <param name="Outcome"><c>changed</c>, or <c>held_or_sold</c> or <c>refused</c> where nothing was.</param>
/// <param name="Detail">Why not; null when it was changed.</param>
public sealed record EditedOccurrenceView(Guid EventId, string Occurrence, DateTimeOffset StartsAt, string Outcome, string? Detail);

internal sealed class EditEventSeriesValidator : AbstractValidator<EditEventSeriesCommand>
{
    public EditEventSeriesValidator()
    {
        RuleFor(command => command.Fields).SetValidator(new EventFieldsValidator()).OverridePropertyName("");
        RuleFor(command => command.EventId).NotNull().When(command => command.Scope == SeriesScope.Following).WithMessage("Say which occurrence it begins with.");
        RuleFor(command => command.DurationMinutes).InclusiveBetween(1, (int)EventDetails.Longest.TotalMinutes);
    }
}

internal sealed class EditEventSeriesHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditEventSeriesCommand, Result<Versioned<EditedSeriesView>>>
{
    private const int MostOccurrences = 2_000;
    private const string Changed = "changed";

    public async Task<Result<Versioned<EditedSeriesView>>> Handle(EditEventSeriesCommand command, CancellationToken cancellationToken)
    {
        EventSeries? series = await db.EventSeries.SingleOrDefaultAsync(series => series.Id == command.Id, cancellationToken);
        if (series is null)
        {
            return OfferingErrors.NotFound;
        }

        if (!context.MayManage(series.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = series.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        DateTimeOffset now = unitOfWork.Now;
        List<Event> occurrences = await db.Events
            .Where(happening => happening.SeriesId == series.Id && happening.StartsAt > now && happening.Status != EventStatus.Cancelled)
            .OrderBy(happening => happening.StartsAt)
            .Take(MostOccurrences)
            .ToListAsync(cancellationToken);
        if (command.Scope == SeriesScope.Following)
        {
            int first = occurrences.FindIndex(happening => happening.Id == command.EventId);
            if (first < 0)
            {
                return Error.Rule("/eventId", "This is no occurrence of the series that is still to come.");
            }

            occurrences = occurrences[first..];
        }

        bool moves = command.StartTime is not null || command.DurationMinutes is not null;
        HashSet<Guid> taken = moves ? await db.TakenAsync([.. occurrences.Select(happening => happening.Id)], now, cancellationToken) : [];
        EditedSeriesView view = new([.. occurrences.Select(happening => Edit(happening, command, taken.Contains(happening.Id), now))]);
        if (view.Items.Any(item => item.Outcome == Changed))
        {
            series.NoteChange(now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<EditedSeriesView>(view, series.Version);
    }

    private static EditedOccurrenceView Edit(Event happening, EditEventSeriesCommand command, bool isTaken, DateTimeOffset now)
    {
        if (isTaken)
        {
            return Answer("held_or_sold", "Places of it are held or sold; postpone it to tell those who have them.");
        }

        Result<EventDetails> details = command.Fields.Over(happening.Details);
        if (details.IsFailure)
        {
            return Refused(details.Error);
        }

        Result<Done> edited = happening.Reschedule(Moved(details.Value, happening, command), now);
        return edited.IsFailure ? Refused(edited.Error) : Answer(Changed, null);

        EditedOccurrenceView Refused(Error error) => Answer("refused", error.Fields.Values.FirstOrDefault()?[0] ?? error.Message);

        EditedOccurrenceView Answer(string outcome, string? detail) => new(happening.Id, happening.Occurrence ?? "", happening.StartsAt, outcome, detail);
    }

    private static EventDetails Moved(EventDetails details, Event happening, EditEventSeriesCommand command)
    {
        DateTimeOffset starts = command.StartTime is { } time ? EventSeries.At(happening.StartsAt, happening.TimeZone, time) : happening.StartsAt;
        TimeSpan duration = command.DurationMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : happening.EndsAt - happening.StartsAt;
        return details with
        {
            StartsAt = starts,
            EndsAt = starts + duration,
            DoorsAt = details.DoorsAt is { } doors ? starts - (happening.StartsAt - doors) : null,
        };
    }
}
