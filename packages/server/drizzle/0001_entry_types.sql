CREATE TABLE "entry_type_drift" (
	"service" text NOT NULL,
	"event" text NOT NULL,
	"kind" text NOT NULL,
	"field" text NOT NULL,
	"found" text NOT NULL,
	"entries" bigint NOT NULL,
	"first_seen" timestamp with time zone NOT NULL,
	"last_seen" timestamp with time zone NOT NULL,
	"sample_id" text NOT NULL,
	CONSTRAINT "entry_type_drift_service_event_kind_field_pk" PRIMARY KEY("service","event","kind","field")
);
--> statement-breakpoint
CREATE TABLE "entry_type_services" (
	"service" text PRIMARY KEY NOT NULL,
	"version" text,
	"context_fields" text[] NOT NULL,
	"revision" integer NOT NULL,
	"registered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entry_types" (
	"service" text NOT NULL,
	"name" text NOT NULL,
	"description" json NOT NULL,
	"first_registered_at" timestamp with time zone NOT NULL,
	"last_registered_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "entry_types_service_name_pk" PRIMARY KEY("service","name")
);
--> statement-breakpoint
ALTER TABLE "entry_type_drift" ADD CONSTRAINT "entry_type_drift_service_entry_type_services_service_fk" FOREIGN KEY ("service") REFERENCES "public"."entry_type_services"("service") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_types" ADD CONSTRAINT "entry_types_service_entry_type_services_service_fk" FOREIGN KEY ("service") REFERENCES "public"."entry_type_services"("service") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entry_type_drift_age" ON "entry_type_drift" USING btree ("last_seen");