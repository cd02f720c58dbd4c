namespace Booking.Infrastructure.Persistence.Migrations;

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

[DbContext(typeof(BookingDbContext))]
[Migration("0007b_hall_requests")]
internal sealed class HallRequests : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("0007b_hall_requests.sql"));
}
