namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Catalog;
using Booking.Domain.Events;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class EventConfiguration : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.ToTable("events").HasKey(happening => new { happening.TenantId, happening.Id });
        builder.Property(happening => happening.CancellationPolicy).IsJson();
        builder.Ignore(happening => happening.Details);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(happening => happening.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(happening => new { happening.TenantId, happening.OwnerId });
        builder.HasOne<EventSeries>().WithMany().HasForeignKey(happening => new { happening.TenantId, happening.SeriesId });
    }
}

internal sealed class TicketTypeConfiguration : IEntityTypeConfiguration<TicketType>
{
    public void Configure(EntityTypeBuilder<TicketType> builder)
    {
        builder.ToTable("ticket_types").HasKey(type => new { type.TenantId, type.Id });
        builder.HasMoney(type => type.Price);
        builder.Ignore(type => type.Details).Ignore(type => type.Pools);
        builder.HasOne<Event>().WithMany().HasForeignKey(type => new { type.TenantId, type.EventId });
        builder.HasOne<Pool>().WithMany().HasForeignKey(type => new { type.TenantId, type.PoolId });
        builder.HasOne<TicketType>().WithMany().HasForeignKey(type => new { type.TenantId, type.TierOf });
    }
}

internal sealed class EventSeatConfiguration : IEntityTypeConfiguration<EventSeat>
{
    public void Configure(EntityTypeBuilder<EventSeat> builder)
    {
        builder.ToTable("event_seats").HasKey(seat => new { seat.TenantId, seat.EventId, seat.Seat });
        builder.HasOne<TicketType>().WithMany().HasForeignKey(seat => new { seat.TenantId, seat.TicketTypeId });
    }
}

internal sealed class SeatMapConfiguration : IEntityTypeConfiguration<SeatMap>
{
    public void Configure(EntityTypeBuilder<SeatMap> builder)
    {
        builder.ToTable("seat_maps").HasKey(map => new { map.TenantId, map.Id });
        builder.Property(map => map.Layout).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(map => map.TenantId);
    }
}

internal sealed class EventSeatPlanConfiguration : IEntityTypeConfiguration<EventSeatPlan>
{
    public void Configure(EntityTypeBuilder<EventSeatPlan> builder)
    {
        builder.ToTable("event_seat_plans").HasKey(plan => new { plan.TenantId, plan.Id });
        builder.Property(plan => plan.Layout).IsJson();
        builder.Property(plan => plan.Categories).IsJson();
        builder.Ignore(plan => plan.FocalPoint).Ignore(plan => plan.Seats);
        builder.HasOne<Event>().WithMany().HasForeignKey(plan => new { plan.TenantId, plan.Id });
    }
}

internal sealed class EventSeriesConfiguration : IEntityTypeConfiguration<EventSeries>
{
    public void Configure(EntityTypeBuilder<EventSeries> builder)
    {
        builder.ToTable("event_series").HasKey(series => new { series.TenantId, series.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(series => series.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(series => new { series.TenantId, series.OwnerId });
    }
}

internal sealed class EventPoolConfiguration : IEntityTypeConfiguration<EventPool>
{
    public void Configure(EntityTypeBuilder<EventPool> builder)
    {
        builder.ToTable("event_pools").HasKey(pool => new { pool.TenantId, pool.Id });
        builder.HasOne<Pool>().WithMany().HasForeignKey(pool => new { pool.TenantId, pool.Id });
        builder.HasOne<Event>().WithMany().HasForeignKey(pool => new { pool.TenantId, pool.EventId });
    }
}

internal sealed class AccessCodeConfiguration : IEntityTypeConfiguration<AccessCode>
{
    public void Configure(EntityTypeBuilder<AccessCode> builder)
    {
        builder.ToTable("access_codes").HasKey(code => new { code.TenantId, code.Id });
        builder.HasOne<Event>().WithMany().HasForeignKey(code => new { code.TenantId, code.EventId });
        builder.HasOne<Pool>().WithMany().HasForeignKey(code => new { code.TenantId, code.PoolId });
    }
}
