namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Events;
using Booking.Domain.Tenants;
using Booking.Domain.Trips;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class CarConfiguration : IEntityTypeConfiguration<Car>
{
    public void Configure(EntityTypeBuilder<Car> builder)
    {
        builder.ToTable("cars").HasKey(car => new { car.TenantId, car.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(car => car.TenantId);
    }
}

internal sealed class VenueConfiguration : IEntityTypeConfiguration<Venue>
{
    public void Configure(EntityTypeBuilder<Venue> builder)
    {
        builder.ToTable("venues").HasKey(venue => new { venue.TenantId, venue.Id });
        builder.Property(venue => venue.Hours).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(venue => venue.TenantId);
    }
}

internal sealed class EventConfiguration : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.ToTable("events").HasKey(happening => new { happening.TenantId, happening.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(happening => happening.TenantId);
    }
}

internal sealed class TicketTypeConfiguration : IEntityTypeConfiguration<TicketType>
{
    public void Configure(EntityTypeBuilder<TicketType> builder)
    {
        builder.ToTable("ticket_types").HasKey(type => new { type.TenantId, type.Id });
        builder.HasMoney(type => type.Price);
        builder.HasOne<Event>().WithMany().HasForeignKey(type => new { type.TenantId, type.EventId });
        builder.HasOne<Pool>().WithMany().HasForeignKey(type => new { type.TenantId, type.PoolId });
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

internal sealed class ProviderConfiguration : IEntityTypeConfiguration<Provider>
{
    public void Configure(EntityTypeBuilder<Provider> builder)
    {
        builder.ToTable("providers").HasKey(provider => new { provider.TenantId, provider.Id });
        builder.Property(provider => provider.Hours).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(provider => provider.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(provider => new { provider.TenantId, provider.UserId });
    }
}

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.ToTable("services").HasKey(service => new { service.TenantId, service.Id });
        builder.HasMoney(service => service.Price);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(service => service.TenantId);
    }
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products").HasKey(product => new { product.TenantId, product.Id });
        builder.HasMoney(product => product.Price);
        builder.HasOne<Pool>().WithMany().HasForeignKey(product => new { product.TenantId, product.PoolId });
    }
}

internal sealed class PoolConfiguration : IEntityTypeConfiguration<Pool>
{
    public void Configure(EntityTypeBuilder<Pool> builder)
    {
        builder.ToTable("pools").HasKey(pool => new { pool.TenantId, pool.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(pool => pool.TenantId);
    }
}
