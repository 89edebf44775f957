/** Database connections by name: their settings, pools, tables, and what their failures mean. */
package dev.rivyaroutes.connection.database;
