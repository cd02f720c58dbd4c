namespace Booking.Infrastructure.Persistence.Migrations;

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

[DbContext(typeof(BookingDbContext))]
[Migration("0009a_trip_locks")]
internal sealed class TripLocks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("0009a_trip_locks.sql"));
}
