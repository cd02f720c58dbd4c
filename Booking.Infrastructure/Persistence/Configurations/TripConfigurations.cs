namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Tenants;
using Booking.Domain.Trips;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class OperatorConfiguration : IEntityTypeConfiguration<Operator>
{
    public void Configure(EntityTypeBuilder<Operator> builder)
    {
        builder.ToTable("operators").HasKey(company => new { company.TenantId, company.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(company => company.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(company => new { company.TenantId, company.OwnerId });
    }
}

internal sealed class RouteConfiguration : IEntityTypeConfiguration<Route>
{
    public void Configure(EntityTypeBuilder<Route> builder)
    {
        builder.ToTable("routes").HasKey(route => new { route.TenantId, route.Id });
        builder.Property(route => route.PassengerTypes).IsJson();
        builder.Property(route => route.Policy).IsJson();
        builder.HasOne<Operator>().WithMany().HasForeignKey(route => new { route.TenantId, route.OperatorId });
    }
}

internal sealed class StopConfiguration : IEntityTypeConfiguration<Stop>
{
    public void Configure(EntityTypeBuilder<Stop> builder)
    {
        builder.ToTable("stops").HasKey(stop => new { stop.TenantId, stop.Id });
        builder.HasOne<Route>().WithMany().HasForeignKey(stop => new { stop.TenantId, stop.RouteId });
    }
}

internal sealed class FareConfiguration : IEntityTypeConfiguration<Fare>
{
    public void Configure(EntityTypeBuilder<Fare> builder)
    {
        builder.ToTable("fares").HasKey(fare => new { fare.TenantId, fare.Id });
        builder.HasOne<Route>().WithMany().HasForeignKey(fare => new { fare.TenantId, fare.RouteId });
        builder.HasOne<Schedule>().WithMany().HasForeignKey(fare => new { fare.TenantId, fare.ScheduleId });
        builder.HasOne<Stop>().WithMany().HasForeignKey(fare => new { fare.TenantId, fare.FromStopId });
        builder.HasOne<Stop>().WithMany().HasForeignKey(fare => new { fare.TenantId, fare.ToStopId });
        builder.Ignore(fare => fare.Rank);
    }
}

internal sealed class BusConfiguration : IEntityTypeConfiguration<Bus>
{
    public void Configure(EntityTypeBuilder<Bus> builder)
    {
        builder.ToTable("buses").HasKey(bus => new { bus.TenantId, bus.Id });
        builder.Property(bus => bus.Seats).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(bus => bus.TenantId);
        builder.HasOne<Operator>().WithMany().HasForeignKey(bus => new { bus.TenantId, bus.OperatorId });
    }
}

internal sealed class ScheduleConfiguration : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.ToTable("schedules").HasKey(schedule => new { schedule.TenantId, schedule.Id });
        builder.Property(schedule => schedule.NoService).IsJson();
        builder.Property(schedule => schedule.ExtraService).IsJson();
        builder.HasOne<Route>().WithMany().HasForeignKey(schedule => new { schedule.TenantId, schedule.RouteId });
        builder.HasOne<Bus>().WithMany().HasForeignKey(schedule => new { schedule.TenantId, schedule.BusId });
    }
}

internal sealed class TripConfiguration : IEntityTypeConfiguration<Trip>
{
    public void Configure(EntityTypeBuilder<Trip> builder)
    {
        builder.ToTable("trips").HasKey(trip => new { trip.TenantId, trip.Id });
        builder.Ignore(trip => trip.IsOnSale);
        builder.HasOne<Route>().WithMany().HasForeignKey(trip => new { trip.TenantId, trip.RouteId });
        builder.HasOne<Bus>().WithMany().HasForeignKey(trip => new { trip.TenantId, trip.BusId });
        builder.HasOne<Schedule>().WithMany().HasForeignKey(trip => new { trip.TenantId, trip.ScheduleId });
        builder.HasOne<User>().WithMany().HasForeignKey(trip => new { trip.TenantId, trip.DriverId });
    }
}

internal sealed class TripStopConfiguration : IEntityTypeConfiguration<TripStop>
{
    public void Configure(EntityTypeBuilder<TripStop> builder)
    {
        builder.ToTable("trip_stops").HasKey(stop => new { stop.TenantId, stop.TripId, stop.Sequence });
        builder.HasOne<Trip>().WithMany().HasForeignKey(stop => new { stop.TenantId, stop.TripId });
        builder.HasOne<Stop>().WithMany().HasForeignKey(stop => new { stop.TenantId, stop.StopId });
    }
}
