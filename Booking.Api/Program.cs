using Booking.Api;
using Booking.Application;
using Booking.Infrastructure;
using Booking.ServiceDefaults;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddApplication();
builder.AddInfrastructure();
builder.AddApi();

WebApplication app = builder.Build();
app.UseApi();
app.MapDefaultEndpoints();
app.MapApi();
app.Run();
