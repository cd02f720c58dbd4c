namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Tenants;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class RouteConfiguration : IEntityTypeConfiguration<Route>
{
    public void Configure(EntityTypeBuilder<Route> builder)
    {
        builder.ToTable("routes").HasKey(route => new { route.TenantId, route.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(route => route.TenantId);
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
        builder.ToTable("fares").HasKey(fare => new { fare.TenantId, fare.RouteId, fare.FromStop, fare.ToStop, fare.Class });
        builder.HasOne<Route>().WithMany().HasForeignKey(fare => new { fare.TenantId, fare.RouteId });
    }
}

internal sealed class BusConfiguration : IEntityTypeConfiguration<Bus>
{
    public void Configure(EntityTypeBuilder<Bus> builder)
    {
        builder.ToTable("buses").HasKey(bus => new { bus.TenantId, bus.Id });
        builder.Property(bus => bus.Seats).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(bus => bus.TenantId);
    }
}

internal sealed class TripConfiguration : IEntityTypeConfiguration<Trip>
{
    public void Configure(EntityTypeBuilder<Trip> builder)
    {
        builder.ToTable("trips").HasKey(trip => new { trip.TenantId, trip.Id });
        builder.HasOne<Route>().WithMany().HasForeignKey(trip => new { trip.TenantId, trip.RouteId });
        builder.HasOne<Bus>().WithMany().HasForeignKey(trip => new { trip.TenantId, trip.BusId });
    }
}
